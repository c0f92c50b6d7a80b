import { beforeEach, expect, test } from 'vitest';
import { renderText } from '../../../cards/render-text.ts';
import { arrangeDiagnosis, diagnosedIn, refused } from './arrange-diagnosis.ts';
import { createRoom, owner, sender, stranger } from './fixtures.ts';

// "I leaked it", offered to whoever pasted something that looked like a secret.

let room: ReturnType<typeof createRoom>;
beforeEach(async () => {
  room = createRoom();
  await arrangeDiagnosis(room);
});
const paste = `${refused} password=abc8Q~planted-in-a-paste_1234567890.xyz`;

test('names who had seen the secret, and removes it first once confirmed', async () => {
  await room.transact(async (repos) =>
    repos.audit.append({
      type: 'credential-revealed',
      actor: owner.id,
      subject: `sender:${sender.id}`,
      data: { credential: 1 },
    }),
  );
  await room.say(owner, paste);
  const view = diagnosedIn(room, 'chat-1');
  expect(view).toMatchObject({ leaked: true, mayReportLeak: true });
  expect(renderText(view, { now: new Date(room.clock.at), timeZone: 'UTC', width: 100 })).toContain('[ I leaked it… ]');
  expect(await room.open(owner, 'leaked-open', { senderId: sender.id, on: 'diagnosis' })).toMatchObject({
    view: {
      view: 'confirm-leaked',
      appName: 'Billing',
      seenBy: [{ by: 'Owner' }],
      blast: { address: 'invoices@mail.contoso.com' },
    },
  });
  expect(await room.submit(owner, 'leaked-submit', { senderId: sender.id })).toMatchObject({ type: 'close-dialog' });
  expect(await room.repos.senders.credentials('rt1')).toMatchObject([
    { no: 1, state: 'removing' },
    { no: 2, state: 'intended' },
  ]);
  expect(room.stored.audit.at(-1)).toMatchObject({
    type: 'rotation-started',
    actor: owner.id,
    data: { oldFirst: true },
  });
});

test('where no sender was found one’s own is chosen; who owns none is told whom to tell', async () => {
  await room.repos.senders.insert({
    ...sender,
    id: 'snd2',
    name: 'Archive',
    desired: { ...sender.desired, localPart: 'archive' },
    state: 'ready',
  });
  await room.say(owner, paste);
  expect(diagnosedIn(room, 'chat-1')).toMatchObject({ appName: null, mayReportLeak: true });
  expect(await room.open(owner, 'leaked-open', { senderId: '' })).toMatchObject({
    view: { view: 'leaked-form', choices: [{ value: sender.id }, { value: 'snd2' }] },
  });
  expect(await room.submit(owner, 'leaked-choose', { senderId: 'snd2' })).toMatchObject({
    type: 'dialog',
    view: { view: 'confirm-leaked', appName: 'Archive', seenBy: [] },
  });
  await room.say(stranger, paste);
  expect(diagnosedIn(room, 'chat-4')).toMatchObject({ leaked: true, mayReportLeak: false });
  expect(await room.open(stranger, 'leaked-open', { senderId: '' })).toMatchObject({ type: 'toast' });
});

test('nobody stops a sender that is not theirs', async () => {
  expect(await room.open(stranger, 'leaked-open', { senderId: sender.id })).toMatchObject({ type: 'toast' });
  await room.submit(stranger, 'leaked-choose', { senderId: sender.id });
  await room.submit(stranger, 'leaked-submit', { senderId: sender.id });
  expect(room.stored.senders[0]).toMatchObject({ state: 'ready', wanted: 'present' });
});
