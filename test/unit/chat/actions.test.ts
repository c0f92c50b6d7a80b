import { beforeEach, expect, test } from 'vitest';
import { cardOf } from '../../../cards/card-of.ts';
import type { View } from '../../../src/chat/view.ts';
import { SendpassError } from '../../../src/shared/errors.ts';
import { refreshRequest } from '../../../src/chat/refresh-cards.ts';
import { expireRequests } from '../../../src/requests/expire.ts';
import { arrangeReady, arrangeWaiting } from './arrange.ts';
import { approver, arrived, createRoom, owner, request, second, sender, stranger } from './fixtures.ts';
import { formValues } from './form-values.ts';

let room: ReturnType<typeof createRoom>;
beforeEach(async () => {
  room = createRoom();
  for (const person of [owner, second, approver, stranger]) await room.repos.people.remember(person);
});

const waiting = () => arrangeWaiting(room);
const ready = () => arrangeReady(room);

const shown = (place: string) => room.at(place).at(-1)?.view;
const tokenOf = (place: string) => (shown(place) as Extract<View, { view: 'progress' }>).revealToken ?? '';
const decide = { requestId: request.id, version: '1' };

test('request answers with the button, the button opens the form, a mistake stays on its field', async () => {
  await room.say(owner, ' /Request ');
  expect(shown('chat-1')).toEqual({ view: 'ask' });
  expect(await room.open(owner, 'request-open', {})).toMatchObject({
    type: 'dialog',
    view: { view: 'request-form', editing: null, options: { domains: [{ value: 'mail.contoso.com' }] } },
  });
  const reply = await room.submit(owner, 'request-submit', { purpose: 'x' });
  expect(reply).toMatchObject({
    type: 'dialog',
    view: {
      view: 'request-form',
      values: { purpose: 'x' },
      errors: expect.arrayContaining([{ field: 'appName', message: expect.any(String) }]),
    },
  });
  expect(room.stored.requests).toEqual([]);
});

test('when Azure does not answer in time the form comes back filled in and nothing is stored', async () => {
  room.deps.azure.listDomains = () => new Promise(() => undefined);
  room.deps.clock.wait = () => Promise.resolve();
  const values = { ...formValues, appName: 'Billing' };
  expect(await room.submit(owner, 'request-submit', values)).toMatchObject({ type: 'dialog', view: { values } });
  expect(room.stored.requests).toEqual([]);
});

test('a good form becomes a request with its cards; the same name a moment later is an error on the field', async () => {
  await room.say(approver, 'approvals here', '#approvals');
  expect(await room.submit(owner, 'request-submit', formValues)).toMatchObject({ type: 'close-dialog' });
  await room.work();
  expect(shown('#approvals')).toMatchObject({ view: 'decide', request: { appName: 'Billing', askedBy: 'Owner' } });
  expect(shown('chat-1')).toMatchObject({ view: 'progress', state: 'waiting-for-decision' });
  expect(await room.submit(second, 'request-submit', formValues)).toMatchObject({
    view: { errors: expect.arrayContaining([{ field: 'appName', message: expect.any(String) }]) },
  });
  expect(room.stored.requests).toHaveLength(1);
});

test('who has as many open requests as the policy allows reads it on the form, which comes back as it was filled in', async () => {
  Object.assign(room.deps, { policy: { ...room.deps.policy, maxOpenRequests: 1 } });
  await room.submit(owner, 'request-submit', formValues);
  const values = { ...formValues, appName: 'Reminders', localPart: 'reminders' };
  const errors = [{ field: 'form', message: expect.stringContaining('may have 1 at once') }];
  expect(await room.open(owner, 'request-open', {})).toMatchObject({ view: { view: 'request-form', errors } });
  const sent = await room.submit(owner, 'request-submit', values);
  expect(sent).toMatchObject({ type: 'dialog', view: { view: 'request-form', errors, values } });
  if (sent.type === 'dialog') expect(JSON.stringify(cardOf(sent.view))).toContain('A request of yours waits for IT');
  expect(room.stored.requests).toHaveLength(1);
  await room.click(owner, 'withdraw', { requestId: room.stored.requests[0]!.id, version: '1' });
  expect(await room.open(owner, 'request-open', {})).toMatchObject({ view: { errors: [] } });
  expect(await room.submit(owner, 'request-submit', values)).toMatchObject({ type: 'close-dialog' });
});

test('editing makes a new version on the same cards; the old card’s click is stale', async () => {
  await room.say(approver, 'approvals here', '#approvals');
  await room.submit(owner, 'request-submit', formValues);
  const { id } = room.stored.requests[0]!;
  const seen = { requestId: id, version: '1' };
  expect(await room.open(second, 'edit-open', seen)).toMatchObject({ type: 'toast' });
  expect(await room.open(owner, 'edit-open', seen)).toMatchObject({
    view: { view: 'request-form', editing: { requestId: id, version: 1 }, values: formValues },
  });
  const changed = { ...formValues, ...seen, purpose: 'Reminders to customers instead of invoices' };
  expect(await room.submit(owner, 'edit-submit', changed)).toMatchObject({ type: 'close-dialog' });
  expect(await room.click(approver, 'approve', seen)).toMatchObject({ text: expect.stringContaining('version') });
  await room.work();
  expect(shown('#approvals')).toMatchObject({ request: { version: 2, purpose: changed.purpose } });
});

test('asking again starts from what its own writer wrote; somebody else gets an empty form', async () => {
  await room.submit(owner, 'request-submit', formValues);
  const { id } = room.stored.requests[0]!;
  const open = (person: typeof owner) => room.open(person, 'request-open', { requestId: id });
  expect(await open(owner)).toMatchObject({ view: { editing: null, values: formValues } });
  expect(JSON.stringify(await open(second))).not.toContain(formValues.purpose);
});

test('a hundred approvals at once start one provisioning', async () => {
  await waiting();
  const replies = await Promise.all(Array.from({ length: 100 }, () => room.click(approver, 'approve', decide)));
  expect(replies.filter((reply) => reply.type === 'toast' && reply.text.startsWith('Approved'))).toHaveLength(1);
  expect(room.stored.jobs.filter(({ job }) => job.name === 'converge')).toHaveLength(1);
  expect(room.stored.audit.filter((event) => event.type === 'request-approved')).toHaveLength(1);
});

test('nobody decides on their own request, approver or not', async () => {
  await waiting();
  Object.assign(room.deps, { policy: { ...room.deps.policy, approvers: [{ people: [owner.id, second.id] }] } });
  for (const person of [owner, second]) {
    expect(await room.click(person, 'approve', decide)).toMatchObject({
      text: expect.stringContaining('cannot be decided'),
    });
    expect(await room.open(person, 'deny-open', decide)).toMatchObject({
      text: expect.stringContaining('cannot be decided'),
    });
  }
  expect(room.stored.requests[0]!.state).toBe('pending');
});

test('what nobody decided expires on both cards', async () => {
  await waiting();
  room.clock.at = request.expiresAt.getTime() + 1;
  await room.transact(async (repos) => {
    const [expired] = await expireRequests(repos, { now: room.clock.now() });
    await refreshRequest(repos, expired!.id);
  });
  await room.work();
  expect(shown('#approvals')).toMatchObject({ outcome: { state: 'expired' } });
  expect(shown('chat-1')).toMatchObject({ state: 'closed' });
});

test('an approver approves once; the second click changes nothing', async () => {
  await waiting();
  expect(await room.click(approver, 'approve', decide)).toMatchObject({
    type: 'toast',
    text: expect.stringMatching(/^Approved/),
  });
  const again = await room.click(approver, 'approve', decide);
  expect(again).toMatchObject({ type: 'toast' });
  expect(JSON.stringify(again)).not.toMatch(/"Approved\./);
  await room.work();
  expect(shown('#approvals')).toMatchObject({
    view: 'decide',
    outcome: { state: 'approved', deed: { by: 'Approver' } },
  });
});

test('the wrong person changes nothing and is told privately', async () => {
  await waiting();
  const posts = room.posts.length;
  expect(await room.click(stranger, 'approve', decide)).toMatchObject({ type: 'toast' });
  await room.work();
  expect(room.stored.requests[0]!.state).toBe('pending');
  expect(room.posts.length).toBe(posts);
});

test('an approver who cannot be looked up decides nothing', async () => {
  await waiting();
  Object.assign(room.deps, {
    policy: { ...room.deps.policy, approvers: [{ entraGroup: '77777777-0000-4000-8000-000000000000' }] },
    directory: { ...room.deps.directory, isMember: () => new Promise(() => undefined) },
  });
  room.deps.clock.wait = () => Promise.resolve();
  expect(await room.click(approver, 'approve', decide)).toMatchObject({ text: expect.stringContaining('press again') });
  room.deps.directory.isMember = () =>
    Promise.reject(new SendpassError({ code: 'graph-broken', kind: 'retryable', advice: 'x' }));
  expect(await room.click(approver, 'approve', decide)).toMatchObject({ text: expect.stringContaining('press again') });
  expect(room.stored.requests[0]!.state).toBe('pending');
});

test('deny asks for a reason and insists on it', async () => {
  await waiting();
  expect(await room.open(approver, 'deny-open', decide)).toMatchObject({ view: { view: 'deny-form', error: null } });
  expect(await room.submit(approver, 'deny-submit', { ...decide, reason: '  ' })).toMatchObject({
    view: { view: 'deny-form', error: expect.any(String) },
  });
  expect(await room.submit(approver, 'deny-submit', { ...decide, reason: 'use the old one' })).toMatchObject({
    type: 'close-dialog',
  });
  await room.work();
  expect(shown('#approvals')).toMatchObject({ outcome: { state: 'denied', reason: 'use the old one' } });
});

test('the same click delivered twice is handled once', async () => {
  await waiting();
  const twice = arrived(approver, { type: 'action', action: 'approve', values: decide, messageId: null });
  await room.receive(twice);
  const second = await room.receive(twice);
  expect(second).toEqual(await room.receive(twice));
  expect(second).toMatchObject({ type: 'toast', text: expect.stringContaining('already') });
});

test('reveal shows the live secret to the owner, in a dialog, once per button, and tells the others', async () => {
  await ready();
  const token = tokenOf('chat-1');
  const reply = await room.open(owner, 'reveal', { senderId: sender.id, token });
  expect(reply).toMatchObject({ type: 'dialog', view: { view: 'reveal', appName: 'Billing' } });
  const { credentials } = (reply as { view: Extract<View, { view: 'reveal' }> }).view;
  expect(credentials.login === 'password' && credentials.password.expose('reveal')).toBe('planted~secret~value');
  expect(await room.open(owner, 'reveal', { senderId: sender.id, token })).toMatchObject({ type: 'toast' });
  await room.work();
  expect(room.at('chat-2').map(({ view }) => view?.view)).toContain('receipt');
  expect(shown('chat-1')).toMatchObject({ reveal: { count: 1 } });
  expect(tokenOf('chat-1')).not.toBe(token);
  expect(JSON.stringify([room.stored, room.posts])).not.toContain('planted~secret');
});

test('a vault that does not answer shows nothing, says so, and the card gets a fresh button', async () => {
  await ready();
  const token = tokenOf('chat-1');
  room.deps.vault.get = () => new Promise(() => undefined);
  room.deps.clock.wait = () => Promise.resolve();
  expect(await room.open(owner, 'reveal', { senderId: sender.id, token })).toMatchObject({
    type: 'dialog',
    view: { view: 'notice', title: 'Nothing was shown' },
  });
  expect(room.stored.audit.map((event) => event.type)).toContain('credential-revealed');
  await room.work();
  expect(tokenOf('chat-1')).not.toBe(token);
});

test('nobody reveals with the button of somebody else', async () => {
  await ready();
  expect(await room.open(stranger, 'reveal', { senderId: sender.id, token: tokenOf('chat-1') })).toMatchObject({
    type: 'toast',
  });
  expect(await room.open(owner, 'reveal', { senderId: sender.id, token: 'guessed' })).toMatchObject({ type: 'toast' });
});

test('retire names what goes and is not for strangers', async () => {
  await ready();
  expect(await room.open(stranger, 'retire-open', { senderId: sender.id })).toMatchObject({ type: 'toast' });
  expect(await room.open(owner, 'retire-open', { senderId: sender.id })).toMatchObject({
    view: {
      view: 'confirm-retire',
      removes: [expect.stringContaining('Billing')],
      blastRadius: expect.stringContaining('invoices@'),
    },
  });
  expect(await room.submit(stranger, 'retire-submit', { senderId: sender.id })).toMatchObject({ type: 'close-dialog' });
  expect(room.stored.senders[0]!.state).toBe('ready');
});

test('what a card is about may be gone, and a verb may be unknown', async () => {
  for (const action of [
    'approve',
    'reveal',
    'edit-open',
    'withdraw',
    'test-mail',
    'installed-open',
    'task-done',
    'retire-open',
    'details',
  ])
    expect(await room.click(owner, action, {})).toMatchObject({ type: 'toast' });
  expect(await room.click(owner, 'format-disk', {})).toMatchObject({ type: 'toast' });
});

test('a client too old to be answered at once gets the answer in its own chat', async () => {
  await arrangeWaiting(room);
  await room.say(stranger, 'help');
  const input = { type: 'action', action: 'approve', values: decide, messageId: null, late: true };
  expect(await room.receive(arrived(stranger, input, '#approvals'))).toEqual({ type: 'none' });
  await room.work();
  expect(shown('chat-4')).toMatchObject({ view: 'notice' });
  expect(room.stored.requests[0]!.state).toBe('pending');
});
