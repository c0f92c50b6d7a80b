import { beforeEach, expect, test } from 'vitest';
import type { View } from '../../../src/chat/view.ts';
import type { RadarView } from '../../../src/chat/view-radar.ts';
import { renderAdaptiveCard } from '../../../cards/render-adaptive-card.ts';
import { approver, arrived, createRoom, owner, sender, stranger } from './fixtures.ts';

let room: ReturnType<typeof createRoom>;
beforeEach(async () => {
  room = createRoom();
  for (const person of [owner, approver, stranger]) await room.repos.people.remember(person);
});

const header = 'Sender address,Domain,TLS 1.0,TLS 1.1,TLS 1.2,Messages sent,Authentication Protocol';
const report = (...rows: string[]): Uint8Array => Buffer.from([header, ...rows].join('\r\n'), 'utf8');
const basic = (address: string, messages: number): string => `${address},contoso.com,0,0,100,${messages},Basic`;

const shown = (place = 'chat-3'): View | null | undefined => room.at(place).at(-1)?.view;
const list = (): RadarView => shown() as RadarView;

/** Attaches a file in the approver's private chat. */
async function attach(bytes: Uint8Array | null, { text = '', actor = approver } = {}): Promise<void> {
  const url = 'https://contoso-my.sharepoint.com/report';
  if (bytes) room.files.set(url, bytes);
  const files = [{ name: 'SMTP AUTH.csv', url }];
  await room.receive(arrived(actor, { type: 'message', text, files }));
  await room.work();
}

test('an attached report is the list of what stops: owners as the directory has them, and where each could go', async () => {
  room.deps.directory.findByAddress = async (address) => {
    if (address === 'owner@contoso.com') return { kind: 'person', name: 'Owner', objectId: owner.id };
    if (address !== 'scan@mail.contoso.com') return undefined;
    return { kind: 'person', name: 'Scanner', objectId: 'x', mailbox: { address, signsIn: false } };
  };
  await attach(
    report(
      basic('owner@contoso.com', 7),
      basic('scan@mail.contoso.com', 70),
      'modern@contoso.com,contoso.com,0,0,100,9,OAuth',
      `=cmd|' /C calc'!A0,contoso.com,0,0,100,1,Basic`,
    ),
  );
  expect(list()).toMatchObject({
    view: 'radar',
    report: { name: 'SMTP AUTH.csv', by: 'Approver', clients: 3, leftOut: 1 },
    imported: { added: 3, renewed: 0, leftOutLines: [5], saysAuth: true },
    stopsOn: new Date('2026-12-31T00:00:00Z'),
    counts: { stops: 2, maybe: 0, oauth: 1, covered: 0, gone: 0 },
    rows: [
      { address: 'scan@mail.contoso.com', owner: { kind: 'shared', name: 'Scanner' }, relay: { problem: null } },
      { address: 'owner@contoso.com', owner: { kind: 'person', name: 'Owner' }, relay: null },
    ],
  });
  expect(room.stored.audit.at(-1)).toMatchObject({ type: 'radar-imported', actor: approver.id, data: { clients: 3 } });
  // The address of the file opens it, so it is not kept once the message is handled.
  expect(JSON.stringify([...room.tables().deliveries.values()])).not.toContain('sharepoint');
});

test('the same report again renews, a later one says who is gone, and a sender takes its address off the list', async () => {
  const first = report(basic('a@contoso.com', 5), basic('b@contoso.com', 4));
  await attach(first);
  await attach(first, { text: 'radar import' });
  expect(list()).toMatchObject({ imported: { added: 0, renewed: 2 }, counts: { stops: 2, gone: 0 } });
  await attach(report(basic('a@contoso.com', 5)), { text: '/radar' });
  expect(list()).toMatchObject({ counts: { stops: 1, gone: 1 } });
  await room.repos.senders.insert({ ...sender, desired: { ...sender.desired, localPart: 'a', domain: 'contoso.com' } });
  await room.say(approver, 'radar');
  expect(list()).toMatchObject({ counts: { stops: 0, covered: 1 }, rows: [] });
  expect(list().imported).toBeUndefined();
});

test('of a report that is refused nothing is kept, and what is wrong is said', async () => {
  await attach(report(basic('a@contoso.com', 5)));
  const before = room.tables().radarImports.length;
  await attach(Buffer.from('Domain,Messages sent\ncontoso.com,4'));
  expect(shown()).toMatchObject({
    view: 'notice',
    text: expect.stringMatching(/“Sender address” is missing.*Nothing was/),
  });
  room.files.clear();
  await attach(null);
  expect(shown()).toMatchObject({ view: 'notice', text: 'Attach it once more. Nothing was imported.' });
  expect(room.tables().radarImports).toHaveLength(before);
  await room.say(approver, 'radar import');
  expect(shown()).toMatchObject({ view: 'notice', text: expect.stringContaining('SMTP AUTH clients') });
});

test('it is for approvers and operators, and not for a channel', async () => {
  await attach(report(basic('a@contoso.com', 5)), { actor: stranger });
  expect(shown('chat-4')).toMatchObject({ view: 'notice', text: expect.stringContaining('Only approvers') });
  expect(room.tables().radarImports).toEqual([]);
  await attach(report(basic('a@contoso.com', 5)));
  for (const action of ['radar-choose', 'radar-request', 'radar-import-open'])
    expect(await room.open(stranger, action, { address: 'a@contoso.com' })).toMatchObject({ type: 'toast' });
  expect(await room.submit(stranger, 'radar-import-submit', { pasted: 'x' })).toMatchObject({ type: 'toast' });
  await room.say(approver, 'radar', '#approvals');
  expect(JSON.stringify(room.at('#approvals'))).not.toContain('a@contoso.com');
});

test('a button opens the request form filled in; what is sent from there is a request like any other', async () => {
  room.deps.directory.findByAddress = async () => ({ kind: 'person', name: 'Owner', objectId: owner.id });
  await attach(report(basic('monthly-reports@mail.contoso.com', 7_000)));
  const opened = await room.open(approver, 'radar-request', { address: 'monthly-reports@mail.contoso.com' });
  expect(opened).toMatchObject({
    type: 'dialog',
    view: {
      view: 'request-form',
      values: {
        appName: 'Monthly reports',
        localPart: 'monthly-reports',
        domain: 'mail.contoso.com',
        displayName: 'Owner',
        perDay: '1000',
        perHour: '250',
        onBehalfOf: owner.id,
      },
    },
  });
  const chosen = await room.open(approver, 'radar-choose', { page: '1' });
  expect(chosen).toMatchObject({ view: { choices: [{ value: 'monthly-reports@mail.contoso.com' }] } });
  expect(await room.submit(approver, 'radar-request', { address: 'monthly-reports@mail.contoso.com' })).toEqual(opened);
  expect(await room.open(approver, 'radar-request', { address: 'who@contoso.com' })).toMatchObject({ type: 'toast' });
});

test('pasted text is imported from the dialog; one that was cut off or is no report stays there with its error', async () => {
  const wrong = await room.submit(approver, 'radar-import-submit', { pasted: 'Domain\ncontoso.com' });
  expect(wrong).toMatchObject({
    view: { view: 'radar-import', pasted: 'Domain\ncontoso.com', error: expect.stringContaining('missing') },
  });
  const cut = `${header}\n${basic('a@contoso.com', 1)}\n`.padEnd(4_000, 'x');
  expect(await room.submit(approver, 'radar-import-submit', { pasted: cut })).toMatchObject({
    view: { error: expect.stringContaining('Attach the file') },
  });
  expect(room.tables().radarImports).toEqual([]);
  const pasted = `${header.replaceAll(',', '\t')}\n${basic('a@contoso.com', 1).replaceAll(',', '\t')}\nx\ty`;
  expect(await room.submit(approver, 'radar-import-submit', { pasted })).toEqual({
    type: 'close-dialog',
    text: 'Imported: 1 new, 0 seen before. Not read: line 3. Type radar to see what stops.',
  });
});

test('ten thousand rows are pages of one card each, which fits into Teams, and only their owners are looked up', async () => {
  let asked = 0;
  room.deps.directory.findByAddress = async () => {
    asked++;
    return undefined;
  };
  const rows = Array.from({ length: 10_000 }, (_, no) => basic(`${'long-'.repeat(8)}scanner-${no}@contoso.com`, no));
  await attach(report(...rows));
  expect(list()).toMatchObject({ counts: { stops: 10_000 }, page: { no: 1, of: 834 } });
  expect(list().rows).toHaveLength(12);
  expect(asked).toBe(12);
  const { card } = renderAdaptiveCard(list());
  expect(JSON.stringify(card).length * 2).toBeLessThan(80 * 1024);
  expect(await room.click(approver, 'radar-page', { page: '834' })).toMatchObject({ type: 'toast' });
  await room.work();
  expect(list()).toMatchObject({ page: { no: 834 }, rows: [{}, {}, {}, { messages: 0 }] });
  await room.say(approver, 'radar 99999');
  expect(list().page).toEqual({ no: 834, of: 834 });
});

test('a directory that fails or hangs hides no row', async () => {
  room.deps.directory.findByAddress = () => Promise.reject(new Error('down'));
  await attach(report(basic('a@contoso.com', 5)));
  expect(list().rows).toMatchObject([{ address: 'a@contoso.com', owner: { kind: 'unknown' } }]);
  room.deps.directory.findByAddress = () => new Promise(() => undefined);
  room.deps.clock = { ...room.clock, wait: () => new Promise<void>((done) => setImmediate(done)) };
  await room.say(approver, 'radar');
  expect(list().rows).toMatchObject([{ address: 'a@contoso.com', owner: { kind: 'unknown' } }]);
});
