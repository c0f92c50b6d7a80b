import { beforeEach, expect, test } from 'vitest';
import type { View } from '../../../src/chat/view.ts';
import { refreshSender } from '../../../src/chat/refresh-cards.ts';
import { arrangeMovable, moveValues, proveNext } from './arrange-move.ts';
import { approver, createRoom, owner, person, second, sender, stranger } from './fixtures.ts';

// A move as its people play it, from the button on the card to the last tick.

const operator = person(8, 'Operator');
let room: ReturnType<typeof createRoom>;
beforeEach(async () => {
  room = createRoom();
  for (const each of [owner, second, approver, stranger, operator]) await room.repos.people.remember(each);
  await arrangeMovable(room);
});

const shown = (place: string) => room.at(place).at(-1)?.view;
const card = (place = 'chat-1') => shown(place) as Extract<View, { view: 'progress' }>;
const about = { senderId: sender.id };
const asked = () => room.stored.requests.find((each) => each.kind === 'migrate')!;
const decide = () => ({ requestId: asked().id, version: String(asked().version) });
const refresh = async () => {
  await room.transact((repos) => refreshSender(repos, sender.id));
  await room.work();
};

async function ask(values: Record<string, string> = moveValues): Promise<void> {
  expect(await room.submit(owner, 'move-submit', values)).toMatchObject({ type: 'close-dialog' });
  await room.work();
}

async function proven(): Promise<void> {
  await ask();
  await room.click(approver, 'approve', decide());
  await proveNext(room);
  await refresh();
}

test('every sender on what ends says so, with where it can move; a sender with nowhere to go has no button', async () => {
  await refresh();
  expect(card()).toMatchObject({ ends: { on: new Date('2028-09-30T00:00:00Z') }, mayMoveTo: 'Exchange Online' });
  await room.say(owner, 'senders');
  expect(shown('chat-1')).toMatchObject({
    senders: [{ relayEnds: { title: 'ACS Email' }, mayMoveTo: 'Exchange Online' }],
  });
  Object.assign(room.deps, { policy: { ...room.deps.policy, exchange: undefined } });
  await room.say(owner, 'senders');
  expect(shown('chat-1')).toMatchObject({ senders: [{ relayEnds: { title: 'ACS Email' } }] });
  expect(JSON.stringify(shown('chat-1'))).not.toContain('mayMoveTo');
  expect(await room.open(owner, 'move-open', about)).toMatchObject({ type: 'toast' });
  await room.say(owner, 'migrate');
  expect(shown('chat-1')).toMatchObject({ view: 'notice', text: expect.stringContaining('nowhere to move') });
});

test('the form comes filled in, says at once what cannot go along, and keeps each mistake on its field', async () => {
  const opened = await room.open(owner, 'move-open', about);
  expect(opened).toMatchObject({
    view: {
      view: 'move-form',
      from: 'ACS Email',
      to: 'Exchange Online',
      values: { localPart: 'invoices', domain: 'contoso.com', places: 'web-02' },
      errors: [],
    },
  });
  const errorsOf = async (change: Record<string, string>) => {
    const reply = await room.submit(owner, 'move-submit', { ...moveValues, ...change });
    return reply.type === 'dialog' && reply.view.view === 'move-form'
      ? reply.view.errors.map(({ field }) => field)
      : [];
  };
  expect(await errorsOf({ why: '' })).toEqual(['why']);
  expect(await errorsOf({ client: 'printer' })).toEqual(['client']);
  expect(await errorsOf({ perHour: '9000', perDay: '90000' })).toEqual(['perDay']);
  room.deps.directory.findByAddress = async () => undefined;
  room.clock.at += 120_000;
  expect(await errorsOf({ localPart: 'nobody' })).toEqual(['localPart']);
  expect(room.stored.requests.filter((each) => each.kind === 'migrate')).toEqual([]);
  expect(await room.open(stranger, 'move-open', about)).toMatchObject({
    text: expect.stringContaining('Only its owners'),
  });
});

test('asked for, the sender stays as it is; the approver sees both ways and what stops; the asker may change and withdraw it', async () => {
  await ask();
  expect(shown('#approvals')).toMatchObject({
    view: 'decide',
    request: {
      move: { from: 'ACS Email', fromAddress: 'invoices@mail.contoso.com', to: 'Exchange Online', why: moveValues.why },
      plan: expect.arrayContaining([
        expect.objectContaining({ change: 'make' }),
        expect.objectContaining({ change: 'remove' }),
      ]),
    },
  });
  expect(card()).toMatchObject({ state: 'ready', move: { state: 'asked', request: { mayChange: true } } });
  expect((await room.repos.senders.get(sender.id))?.desired.relay).toBe('acs');
  expect(await room.submit(owner, 'move-submit', moveValues)).toMatchObject({
    text: expect.stringContaining('already'),
  });
  const editing = decide();
  expect(await room.open(owner, 'edit-open', editing)).toMatchObject({
    view: { view: 'move-form', editing: { version: 1 }, values: { why: moveValues.why, localPart: 'invoices' } },
  });
  const changed = { ...moveValues, ...editing, why: 'The relay ends soon' };
  expect(await room.submit(owner, 'move-submit', changed)).toMatchObject({ type: 'close-dialog' });
  expect(asked()).toMatchObject({ version: 2, move: { why: 'The relay ends soon' } });
  expect(await room.click(approver, 'approve', editing)).toMatchObject({ text: expect.stringContaining('version') });
  expect(await room.click(stranger, 'withdraw', decide())).toMatchObject({ text: expect.stringContaining('Only') });
  expect(await room.click(second, 'withdraw', decide())).toMatchObject({ text: expect.stringContaining('Withdrawn') });
  expect((await room.repos.senders.get(sender.id))?.state).toBe('ready');
  await ask();
});

test('nobody approves their own move; denied, nothing happens', async () => {
  await ask();
  Object.assign(room.deps, {
    policy: { ...room.deps.policy, approvers: [{ people: [owner.id, second.id, approver.id] }] },
  });
  for (const each of [owner, second])
    expect(await room.click(each, 'approve', decide())).toMatchObject({
      text: expect.stringContaining('cannot be decided'),
    });
  await room.submit(approver, 'deny-submit', { ...decide(), reason: 'Not this month' });
  await room.work();
  expect(card()).toMatchObject({ mayMoveTo: 'Exchange Online', notMoved: { outcome: { reason: 'Not this month' } } });
  expect((await room.repos.senders.routes(sender.id)).map(({ role }) => role)).toEqual(['main']);
  expect((await room.repos.senders.get(sender.id))?.state).toBe('ready');
});

test('a hundred approvals start one move', async () => {
  await ask();
  room.takeJobs();
  await Promise.all(Array.from({ length: 100 }, () => room.click(approver, 'approve', decide())));
  expect((await room.repos.senders.routes(sender.id)).map(({ role, generation }) => [role, generation])).toEqual([
    ['main', 1],
    ['next', 2],
  ]);
  expect(room.stored.jobs.filter(({ job }) => job.name === 'converge')).toHaveLength(1);
});

test('an address that somebody else got meanwhile cannot be approved; one that is being moved to cannot be asked for', async () => {
  await ask();
  const other = { ...sender, id: 'snd2', name: 'Other', desired: { ...sender.desired, domain: 'contoso.com' } };
  await room.repos.senders.insert(other);
  expect(await room.click(approver, 'approve', decide())).toMatchObject({
    text: expect.stringContaining('Other has the address'),
  });
  expect(asked().state).toBe('pending');
  await room.repos.senders.update({ ...(await room.repos.senders.get('snd2'))!, state: 'closed' });
  expect(await room.click(approver, 'approve', decide())).toMatchObject({ text: expect.stringContaining('Approved') });
  expect(await room.repos.senders.claim({ address: 'Invoices@contoso.com' })).toMatchObject({ id: sender.id });
});

test('proven: only owners see the new credentials, and of the route they are for', async () => {
  await proven();
  expect(card()).toMatchObject({
    state: 'ready',
    endpoint: expect.stringContaining('azurecomm'),
    move: { state: 'proven', address: 'invoices@contoso.com', places: [{ done: null }, { done: null }] },
  });
  const token = card().move?.revealToken ?? '';
  const reply = await room.open(owner, 'reveal', { ...about, token, of: 'next' });
  expect(reply).toMatchObject({
    view: { view: 'reveal', credentials: { login: 'oauth', mailbox: 'invoices@contoso.com' } },
  });
  expect(room.stored.audit.at(-1)).toMatchObject({ type: 'credential-revealed', data: { credential: 101 } });
  await room.work();
  expect(card().move?.reveal.count).toBe(1);
  expect(card().reveal.count).toBe(0);
  expect(await room.open(approver, 'reveal', { ...about, token, of: 'next' })).toMatchObject({ type: 'toast' });
});

test('the places are ticked one by one, by whom and when is on the card, and the last one switches', async () => {
  await proven();
  expect(await room.open(approver, 'move-places-open', about)).toMatchObject({ type: 'toast' });
  expect(await room.open(owner, 'move-places-open', about)).toMatchObject({
    view: { view: 'move-places', blastRadius: expect.stringContaining('invoices@mail.contoso.com') },
  });
  const tick = (actor: typeof owner, seen: string, ticked: string) =>
    room.submit(actor, 'move-places-submit', { ...about, seen, ticked });
  expect(await tick(second, '', '0')).toMatchObject({ text: expect.stringContaining('One place is left: printer') });
  await room.work();
  expect(card().move?.places).toMatchObject([{ place: 'web-02', done: { by: 'Second' } }, { done: null }]);
  expect(await tick(owner, '', '1')).toMatchObject({ text: expect.stringContaining('All places have moved') });
  await room.work();
  expect(await room.repos.senders.get(sender.id)).toMatchObject({ state: 'ready', desired: { relay: 'exchange' } });
  expect(card()).toMatchObject({ move: { state: 'clearing', from: 'ACS Email' }, installed: { by: 'Owner' } });
  expect(card().ends).toBeUndefined();
});

test('removing the old way anyway shows the open places, and shows them again when they have changed', async () => {
  await proven();
  expect(await room.open(stranger, 'move-finish-open', about)).toMatchObject({ type: 'toast' });
  expect(await room.open(approver, 'move-finish-open', about)).toMatchObject({
    view: {
      open: [{ place: 'web-02' }, { place: 'printer 3rd floor' }],
      blastRadius: expect.stringContaining('printer'),
    },
  });
  expect(await room.submit(approver, 'move-finish-submit', { ...about, open: '0' })).toMatchObject({
    view: { view: 'confirm-move-finish', changed: true },
  });
  expect((await room.repos.senders.get(sender.id))?.desired.relay).toBe('acs');
  expect(await room.submit(approver, 'move-finish-submit', { ...about, open: '0,1' })).toMatchObject({
    type: 'close-dialog',
  });
  expect((await room.repos.senders.get(sender.id))?.desired.relay).toBe('exchange');
});

test('called off, and retired while a request waits: the request is withdrawn with it', async () => {
  await proven();
  expect(await room.open(owner, 'move-cancel-open', about)).toMatchObject({
    view: { view: 'confirm-move-cancel', from: 'ACS Email' },
  });
  expect(await room.submit(owner, 'move-cancel-submit', about)).toMatchObject({ type: 'close-dialog' });
  await room.work();
  expect(card()).toMatchObject({ state: 'ready', move: { state: 'cancelling' } });
  expect(await room.submit(owner, 'move-submit', moveValues)).toMatchObject({
    text: expect.stringContaining('still being removed'),
  });
});

test('a sender that stopped meanwhile: the approver reads why it cannot move now, and may still deny', async () => {
  await ask();
  const stored = (await room.repos.senders.get(sender.id))!;
  await room.repos.senders.update({ ...stored, state: 'stopped' });
  expect(await room.click(approver, 'approve', decide())).toMatchObject({
    text: expect.stringContaining('It is stopped'),
  });
  expect(asked().state).toBe('pending');
  await room.submit(approver, 'deny-submit', { ...decide(), reason: 'Have it restored first' });
  expect(asked().state).toBe('denied');
});

test('retired while the move waits for a decision: nobody is asked to decide any more', async () => {
  await ask();
  expect(await room.submit(owner, 'retire-submit', about)).toMatchObject({ type: 'close-dialog' });
  await room.work();
  expect(asked().state).toBe('withdrawn');
  expect(room.at('#approvals').at(-1)?.view).toMatchObject({ view: 'decide', outcome: { state: 'withdrawn' } });
});
