import { beforeEach, expect, test } from 'vitest';
import type { View } from '../../../src/chat/view.ts';
import { refreshSender } from '../../../src/chat/refresh-cards.ts';
import { arrangeReady } from './arrange.ts';
import { approver, createRoom, desired, owner, person, policy, second, sender, stranger } from './fixtures.ts';

// A new secret, a Stop and the way back as their people play them, from the button to what the card says.

const operator = person(8, 'Operator');
const about = { senderId: sender.id };
let room: ReturnType<typeof createRoom>;
beforeEach(async () => {
  room = createRoom();
  for (const each of [owner, second, approver, stranger, operator]) await room.repos.people.remember(each);
  await room.say(approver, 'approvals here', '#approvals');
  await arrangeReady(room);
  const { senders } = room.repos;
  const wish = { ...desired, places: ['web-02', 'printer 3rd floor'] };
  await senders.update({ ...(await senders.get(sender.id))!, desired: wish });
  await senders.saveRoute({ ...(await senders.route(sender.id))!, desired: wish });
});

const shown = (place: string) => room.at(place).at(-1)?.view;
const card = () => shown('chat-1') as Extract<View, { view: 'progress' }>;
const stored = async () => (await room.repos.senders.get(sender.id))!;
const credentials = () => room.repos.senders.credentials('rt1');
const said = (text: string) => ({ text: expect.stringContaining(text) });

async function refresh(): Promise<void> {
  await room.transact((repos) => refreshSender(repos, sender.id));
  await room.work();
}

async function rotate(removeAfter = 'ticked'): Promise<void> {
  expect(await room.submit(owner, 'rotate-submit', { ...about, removeAfter })).toMatchObject({ type: 'close-dialog' });
}

/** As converge leaves it once the new secret is proven. */
async function proven(): Promise<void> {
  await rotate();
  const { senders } = room.repos;
  const made = { state: 'stored', keyId: 'key2', vaultVersion: 'v2' } as const;
  await senders.saveCredential({ ...(await credentials()).at(-1)!, ...made });
  const rotation = (await senders.rotation(sender.id))!;
  await senders.saveRotation({ ...rotation, state: 'overlap', provenAt: room.clock.now() });
  await refresh();
}

/** As converge leaves it once no log-in is taken any more. */
async function refusedLogIns(): Promise<void> {
  const stop = (await room.repos.senders.stop(sender.id))!;
  await room.repos.senders.saveStop({ ...stop, state: 'refused', refusedAt: room.clock.now() });
  await refresh();
}

test('a new secret: what it means is shown first, and only owners and operators may have one made', async () => {
  await room.say(owner, 'rotate billing');
  expect(shown('chat-1')).toMatchObject({ view: 'life-ask', does: 'rotate', senders: [{ senderId: sender.id }] });
  expect(await room.open(owner, 'rotate-open', about)).toMatchObject({
    view: {
      view: 'rotate-form',
      oldEndsAt: new Date('2027-05-20T00:00:00Z'),
      places: ['web-02', 'printer 3rd floor'],
      value: 'ticked',
    },
  });
  expect(await room.open(operator, 'rotate-open', about)).toMatchObject({ view: { view: 'rotate-form' } });
  for (const each of [stranger, approver]) {
    expect(await room.open(each, 'rotate-open', about)).toMatchObject(said('Only its owners'));
    await room.submit(each, 'rotate-submit', about);
  }
  expect(await credentials()).toHaveLength(1);
  await rotate();
  await room.work();
  expect(card()).toMatchObject({ state: 'ready', rotation: { state: 'issuing', cannotSend: false, mayCallOff: true } });
  expect(await credentials()).toMatchObject([{ state: 'current' }, { state: 'intended' }]);
  expect(await room.submit(owner, 'rotate-submit', about)).toMatchObject(said('already'));
  expect(await credentials()).toHaveLength(2);
});

test('time removes the old one only where it was chosen from what was offered', async () => {
  await rotate('PT1S');
  expect((await room.repos.senders.rotation(sender.id))?.removeAfter).toBeNull();
  await room.submit(owner, 'rotate-cancel-submit', about);
  await room.repos.senders.saveRotation({ ...(await room.repos.senders.rotation(sender.id))!, state: 'cancelled' });
  await rotate('P7D');
  expect((await room.repos.senders.rotation(sender.id))?.removeAfter).toBe('P7D');
});

test('not before it is proven, and then to owners only, the new secret is shown; with the last place the old one goes', async () => {
  await rotate();
  expect(await room.open(owner, 'rotate-places-open', about)).toMatchObject(said('not proven yet'));
  await room.submit(owner, 'rotate-places-submit', { ...about, seen: '', ticked: '0,1' });
  expect((await credentials())[0]?.state).toBe('current');
  await room.repos.senders.saveRotation({ ...(await room.repos.senders.rotation(sender.id))!, state: 'cancelled' });
  await proven();
  const token = card().rotation?.revealToken ?? '';
  expect(await room.open(approver, 'reveal', { ...about, token, of: 'rotated' })).toMatchObject({ type: 'toast' });
  const reply = await room.open(owner, 'reveal', { ...about, token, of: 'rotated' });
  expect(reply).toMatchObject({ view: { view: 'reveal', appName: 'Billing' } });
  expect(room.stored.audit.at(-1)).toMatchObject({ type: 'credential-revealed', data: { vaultVersion: 'v2' } });
  const tick = (actor: typeof owner, seen: string, ticked: string) =>
    room.submit(actor, 'rotate-places-submit', { ...about, seen, ticked });
  expect(await tick(approver, '', '0,1')).toMatchObject(said('Only its owners'));
  expect(await tick(second, '', '0')).toMatchObject(said('One place is left: printer'));
  await room.work();
  expect(card().rotation).toMatchObject({
    state: 'overlap',
    reveal: { count: 1 },
    places: [{ done: { by: 'Second' } }, { done: null }],
  });
  expect((await credentials()).map(({ state }) => state).slice(0, 1)).toEqual(['current']);
  expect(await tick(owner, '0', '0,1')).toMatchObject(said('Every place has the new secret'));
  await room.work();
  expect(card()).toMatchObject({ rotation: { state: 'removing' }, installed: { by: 'Owner' } });
  expect((await credentials()).filter(({ state }) => state === 'current').at(-1)?.keyId).toBe('key2');
  expect(await tick(owner, '0,1', '0')).toMatchObject(said('being removed already'));
});

test('removed although places are open: they are named first, and again when others are open by then', async () => {
  await proven();
  expect(await room.open(stranger, 'rotate-finish-open', about)).toMatchObject({ type: 'toast' });
  expect(await room.open(approver, 'rotate-finish-open', about)).toMatchObject({
    view: {
      open: [{ place: 'web-02' }, { place: 'printer 3rd floor' }],
      blast: { where: ['web-02', 'printer 3rd floor'] },
    },
  });
  const finish = (open: string) => room.submit(approver, 'rotate-finish-submit', { ...about, open });
  expect(await finish('0')).toMatchObject({ view: { view: 'confirm-rotate-finish', changed: true } });
  expect((await credentials())[0]?.state).toBe('current');
  expect(await finish('0,1')).toMatchObject(said('being removed'));
  expect((await credentials())[0]?.state).toBe('removing');
  expect(room.stored.audit.at(-1)).toMatchObject({
    type: 'rotation-switched',
    actor: approver.id,
    data: { open: ['web-02', 'printer 3rd floor'] },
  });
});

test('called off: who had the new one already is said first, and the old one stays', async () => {
  await proven();
  await room.submit(owner, 'rotate-places-submit', { ...about, seen: '', ticked: '0' });
  expect(await room.open(owner, 'rotate-cancel-open', about)).toMatchObject({ view: { haveNew: ['web-02'] } });
  expect(await room.submit(stranger, 'rotate-cancel-submit', about)).toMatchObject(said('Only its owners'));
  expect(await room.submit(owner, 'rotate-cancel-submit', about)).toMatchObject(said('goes on with the old one'));
  await room.work();
  expect(card()).toMatchObject({ state: 'ready', rotation: { state: 'cancelling', mayCallOff: false } });
  expect((await credentials())[0]?.state).toBe('current');
});

test('stopped by whoever may, with what stops before it does; until log-ins are refused the card does not say so', async () => {
  expect(await room.open(stranger, 'stop-open', about)).toMatchObject(said('Only its owners'));
  await room.submit(stranger, 'stop-submit', about);
  expect((await stored()).state).toBe('ready');
  for (const each of [owner, operator])
    expect(await room.open(each, 'stop-open', about)).toMatchObject({ view: { view: 'confirm-stop' } });
  expect(await room.open(approver, 'stop-open', about)).toMatchObject({
    view: { blast: { address: 'invoices@mail.contoso.com', where: ['web-02', 'printer 3rd floor'], perHour: 40 } },
  });
  expect(await room.submit(approver, 'stop-submit', about)).toMatchObject(said('being stopped'));
  await room.work();
  expect(card()).toMatchObject({ state: 'stopped', halted: { deed: { by: 'Approver' }, refusedAt: null } });
  expect(card().mayRestart).toBeUndefined();
  expect(await room.open(owner, 'restart-open', about)).toMatchObject(said('being stopped still'));
  expect(await room.open(owner, 'stop-open', about)).toMatchObject(said('stopped already'));
  expect((await credentials()).map(({ state }) => state)).toEqual(['removing']);
  await refusedLogIns();
  expect(card()).toMatchObject({ halted: { refusedAt: expect.any(Date) }, mayRestart: true });
});

test('a hundred clicks stop once; a new secret that was being made ends with it', async () => {
  await rotate();
  await Promise.all(Array.from({ length: 100 }, () => room.submit(owner, 'stop-submit', about)));
  expect(room.stored.audit.filter(({ type }) => type === 'sender-halted')).toHaveLength(1);
  expect(await room.repos.senders.rotation(sender.id)).toBeUndefined();
  expect((await credentials()).map(({ state }) => state)).toEqual(['removing', 'removing']);
});

const asked = () => room.stored.requests.find((each) => each.kind === 'restart')!;
const decide = () => ({ requestId: asked().id, version: String(asked().version) });

async function askToStart(why = 'The server was cleaned'): Promise<void> {
  expect(await room.open(owner, 'restart-open', about)).toMatchObject({ view: { view: 'restart-form' } });
  expect(await room.submit(owner, 'restart-submit', { ...about, why: '' })).toMatchObject({
    view: { error: expect.any(String) },
  });
  expect(await room.submit(owner, 'restart-submit', { ...about, why })).toMatchObject(said('IT decides'));
  await room.work();
}

test('a stopped one starts again by a decision of somebody else, who reads why and that it was stopped', async () => {
  await room.submit(owner, 'stop-submit', about);
  await refusedLogIns();
  await askToStart();
  expect(card()).toMatchObject({ state: 'stopped', restart: { mayWithdraw: true } });
  expect(shown('#approvals')).toMatchObject({ view: 'decide', request: { again: true } });
  const verdicts = (shown('#approvals') as Extract<View, { view: 'decide' }>).request.verdicts.map(({ text }) => text);
  expect(verdicts).toEqual([expect.stringContaining('The server was cleaned'), expect.stringContaining('stopped on')]);
  expect(await room.submit(owner, 'restart-submit', { ...about, why: 'again' })).toMatchObject(said('already'));
  const everybody = { ...policy, approvers: [{ people: [owner.id, second.id, approver.id] }] };
  Object.assign(room.deps, { policy: everybody });
  for (const each of [owner, second])
    expect(await room.click(each, 'approve', decide())).toMatchObject(said('cannot be decided'));
  expect((await stored()).state).toBe('stopped');
  expect(await room.click(approver, 'approve', decide())).toMatchObject(said('Approved'));
  expect((await stored()).state).toBe('setting-up');
  expect(await room.repos.senders.stop(sender.id)).toBeUndefined();
  expect(room.stored.jobs.filter(({ job }) => job.name === 'converge')).not.toEqual([]);
});

test('denied, it stays stopped, and may be asked for once more', async () => {
  await room.submit(owner, 'stop-submit', about);
  await refusedLogIns();
  await askToStart();
  await room.submit(approver, 'deny-submit', { ...decide(), reason: 'Not before Monday' });
  await room.work();
  expect(card()).toMatchObject({ state: 'stopped', mayRestart: true });
  expect(await room.submit(owner, 'restart-submit', { ...about, why: 'Monday' })).toMatchObject(said('IT decides'));
});

test('a retired one comes back within 30 days, and not after', async () => {
  await room.submit(owner, 'retire-submit', about);
  await room.repos.senders.update({ ...(await stored()), state: 'retired', wanted: 'absent' });
  await room.repos.senders.saveRoute({ ...(await room.repos.senders.route(sender.id))!, state: 'removed' });
  const day = 24 * 3_600_000;
  room.clock.at += 29 * day;
  await refresh();
  expect(card()).toMatchObject({ state: 'removed', mayRestart: true });
  await askToStart('It is needed after all');
  room.clock.at += 2 * day;
  expect(await room.open(owner, 'restart-open', about)).toMatchObject(said('more than 30 days ago'));
});
