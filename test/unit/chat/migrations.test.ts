import { beforeEach, expect, test } from 'vitest';
import { arrangeMovable, moveValues, proveNext } from './arrange-move.ts';
import { approver, createRoom, owner, person, second, sender, stranger } from './fixtures.ts';

// The commands: `migrate` for owners, `migrations` for those who see to it that nobody is left.

const operator = person(8, 'Operator');
let room: ReturnType<typeof createRoom>;
beforeEach(async () => {
  room = createRoom();
  for (const each of [owner, second, approver, stranger, operator]) await room.repos.people.remember(each);
  await arrangeMovable(room);
});

const shown = (place: string) => room.at(place).at(-1)?.view;

test('migrate offers the form, by name too', async () => {
  const form = { view: 'move-ask', senders: [{ name: 'Billing', from: 'ACS Email', to: 'Exchange Online' }] };
  await room.say(owner, 'migrate');
  expect(shown('chat-1')).toMatchObject(form);
  await room.say(owner, 'migrate billing');
  expect(shown('chat-1')).toMatchObject(form);
  await room.say(owner, 'migrate nothing');
  expect(shown('chat-1')).toMatchObject({ view: 'notice', text: expect.stringContaining('There is: Billing') });
  await room.say(stranger, 'migrate');
  expect(shown('chat-4')).toMatchObject({ view: 'notice' });
  const choice = { view: 'move-choose', choices: [{ value: sender.id }] };
  expect(await room.open(owner, 'move-open', {})).toMatchObject({ view: choice });
});

test('migrations: for approvers and operators, who is left, whose, and what is in the way', async () => {
  await room.say(stranger, 'migrations');
  expect(shown('chat-4')).toMatchObject({ view: 'notice', text: expect.stringContaining('Only approvers') });
  await room.say(approver, 'migrations', '#approvals');
  expect(shown('#approvals')).toMatchObject({ view: 'notice', text: expect.stringContaining('private chat') });
  await room.say(operator, 'migrations');
  expect(shown('chat-8')).toMatchObject({
    view: 'migrations',
    from: 'ACS Email',
    to: 'Exchange Online',
    counts: { left: 1, moving: 0, moved: 0 },
    monthsLeft: 22,
    rows: [{ name: 'Billing', owners: ['Owner', 'Second'], perDay: 600, mayMove: false }],
  });
  await room.say(operator, 'help');
  expect(JSON.stringify(shown('chat-8'))).toContain('migrations');
});

test('what is in the way: the program, an approver, places that have not moved; and who has moved is not listed', async () => {
  const row = async () => {
    await room.say(approver, 'migrations');
    const view = shown('chat-3');
    return view?.view === 'migrations' ? { ...view.rows[0], counts: view.counts } : undefined;
  };
  const stored = (await room.repos.senders.get(sender.id))!;
  await room.repos.senders.update({ ...stored, desired: { ...stored.desired, client: 'printer' } });
  expect(await row()).toMatchObject({ blocks: expect.stringContaining('user name and password'), mayMove: true });
  await room.submit(owner, 'move-submit', moveValues);
  expect(await row()).toMatchObject({ blocks: 'waits for an approver', mayMove: false });
  const asked = room.stored.requests.find((each) => each.kind === 'migrate')!;
  await room.click(approver, 'approve', { requestId: asked.id, version: '1' });
  await proveNext(room);
  expect(await row()).toMatchObject({
    state: expect.stringContaining('0 of 2 places'),
    blocks: expect.stringContaining('web-02'),
    counts: { left: 1, moving: 1, moved: 0 },
  });
  await room.submit(owner, 'move-finish-submit', { senderId: sender.id, open: '0,1' });
  expect(await row()).toEqual({ counts: { left: 0, moving: 0, moved: 1 } });
});

test('what the client or the volume forbids is said when the form opens', async () => {
  const stored = (await room.repos.senders.get(sender.id))!;
  const desired = { ...stored.desired, client: 'printer' as const, perHour: 9_000, perDay: 90_000 };
  await room.repos.senders.update({ ...stored, desired });
  expect(await room.open(owner, 'move-open', { senderId: sender.id })).toMatchObject({
    view: { errors: [{ field: 'perDay' }, { field: 'client' }] },
  });
});
