import { beforeEach, describe, expect, test } from 'vitest';
import { arrived, approver, createRoom, owner, sender, stranger } from './fixtures.ts';
import {
  appId,
  arrangeDiagnosis,
  arrangeOnExchange,
  diagnosedIn,
  mailbox,
  onExchange,
  refused,
} from './arrange-diagnosis.ts';

let room: ReturnType<typeof createRoom>;
beforeEach(async () => {
  room = createRoom();
  await arrangeDiagnosis(room);
});
const diagnosed = (place: string) => diagnosedIn(room, place);

describe('who sees what', () => {
  const named = `${refused} for acs-prod|${appId}|99999999-0000-4000-8000-000000000000`;

  test('a stranger gets the same answer whether the sender exists or not', async () => {
    await room.say(stranger, named);
    const there = diagnosed('chat-4');
    await room.say(stranger, named.replace(appId, 'bbbbbbbb-0000-4000-8000-000000000000'));
    expect(diagnosed('chat-4')).toEqual(there);
    expect(there).toMatchObject({ appName: null, senderId: null, checks: [], button: null });
  });

  test.each([named, `${refused} from invoices@mail.contoso.com`, `diagnose Billing: ${refused}`])(
    'an approver gets the details of a sender that is named: %s',
    async (text) => {
      await room.say(approver, text);
      expect(diagnosed('chat-3')).toMatchObject({ appName: 'Billing', button: { does: 'again' } });
    },
  );

  test('in a channel nobody reads details; the one who chooses gets them in private', async () => {
    await room.say(owner, named, '#general');
    const view = diagnosed('#general');
    expect(view).toMatchObject({ appName: null, checks: [], button: { does: 'choose' } });
    const dialog = await room.open(owner, 'diagnose-open', { problem: 'acs-auth', senderId: view.senderId ?? '' });
    expect(dialog).toMatchObject({ type: 'dialog', view: { view: 'diagnosis-form', senderId: sender.id } });
    expect(await room.submit(owner, 'diagnose-submit', { problem: 'acs-auth', senderId: sender.id })).toMatchObject({
      type: 'close-dialog',
    });
    await room.work();
    expect(diagnosed('chat-1')).toMatchObject({ appName: 'Billing', certainty: 'likely' });
    await room.submit(stranger, 'diagnose-submit', { problem: 'acs-auth', senderId: sender.id });
    await room.work();
    expect(room.at('chat-4').filter((each) => each.view?.view === 'diagnosis')).toEqual([]);
  });

  test('of several own senders the one in the text, else the asker chooses', async () => {
    const other = {
      ...sender,
      id: 'snd2',
      name: 'Archive',
      desired: { ...sender.desired, localPart: 'archive' },
      state: 'ready' as const,
    };
    await room.repos.senders.insert(other);
    await room.say(owner, refused);
    expect(diagnosed('chat-1')).toMatchObject({ appName: null, button: { does: 'choose' } });
    await room.say(owner, `Archive says ${refused}`);
    expect(diagnosed('chat-1')).toMatchObject({ appName: 'Archive' });
  });

  test('a sender that was removed is said to be, and no other is looked at instead', async () => {
    await room.repos.senders.update({ ...(await room.repos.senders.get(sender.id))!, state: 'retired' });
    await room.repos.senders.insert({ ...sender, id: 'snd2', name: 'Archive', state: 'ready' });
    await room.say(owner, named);
    expect(diagnosed('chat-1')).toMatchObject({
      appName: null,
      notes: [expect.stringMatching(/^Billing was removed/)],
    });
  });

  test('its buttons are not taken for those of a stray copy of the sender’s card', async () => {
    await room.say(owner, refused);
    const { messageId } = room.at('chat-1').at(-1)!;
    await room.receive(
      arrived(owner, {
        type: 'action',
        action: 'test-mail',
        values: { senderId: sender.id, on: 'diagnosis' },
        messageId,
      }),
    );
    expect(room.at('chat-1').filter((each) => each.op === 'remove')).toEqual([]);
  });
});

test('a secret in the paste is masked before it is stored, and its writer is offered to retire the sender', async () => {
  const secret = 'abc8Q~planted-in-a-paste_1234567890.xyz';
  await room.receive(arrived(owner, { type: 'message', text: `${refused} password=${secret}` }));
  expect(JSON.stringify(room.stored)).not.toContain('planted-in');
  await room.work();
  expect(JSON.stringify(room.posts)).not.toContain('planted-in');
  expect(diagnosed('chat-1')).toMatchObject({ leaked: true, mayReportLeak: true });
  await room.say(owner, secret);
  expect(diagnosed('chat-1')).toMatchObject({ leaked: true, known: false });
});

test('a sender is found by any of its mailboxes, by its owner and by an approver', async () => {
  room = createRoom();
  await arrangeOnExchange(room, onExchange('app-rbac', { mailboxes: [mailbox, 'dunning@contoso.com'] }));
  await room.repos.senders.insert({
    ...sender,
    id: 'snd2',
    name: 'Archive',
    desired: onExchange('app-rbac', { localPart: 'archive', mailboxes: ['archive@contoso.com'] }),
    state: 'ready',
  });
  for (const [actor, chat] of [
    [owner, 'chat-1'],
    [approver, 'chat-3'],
  ] as const) {
    await room.say(actor, `${refused} dunning@contoso.com`);
    expect(diagnosedIn(room, chat)).toMatchObject({ appName: 'Billing' });
  }
});
