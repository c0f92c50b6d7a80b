import { beforeEach, expect, test } from 'vitest';
import { appId, arrangeDiagnosis, diagnosedIn, onExchange, refused } from './arrange-diagnosis.ts';
import { createRoom, owner, sender, stranger } from './fixtures.ts';

// A sender that moves has two routes side by side, and an application that was not moved yet still uses the old one.

const nextAppId = 'cccccccc-0000-4000-8000-000000000000';
let room: ReturnType<typeof createRoom>;
beforeEach(async () => {
  room = createRoom();
  await arrangeDiagnosis(room);
  const { senders } = room.repos;
  const main = (await senders.route(sender.id))!;
  await senders.saveRoute({
    ...main,
    id: 'rt2',
    relay: 'exchange',
    generation: 2,
    state: 'making',
    role: 'next',
    desired: onExchange('app-rbac'),
  });
  const application = (await senders.step('rt1', 'application'))!;
  await senders.saveStep({ ...application, routeId: 'rt2', facts: { appId: nextAppId } });
});

test.each([
  ['the application it names', `AADSTS7000215: Invalid client secret provided for app '${nextAppId}'.`, 'mailbox'],
  ['whose words they are', '535 5.7.139 the request did not meet the criteria to be authenticated', 'mailbox'],
  ['else the route it sends by', refused, 'domain'],
  ['the old application, though it stands with the new one’s words', `5.7.139 of ${appId}`, 'log-in'],
])('the text is about the route of %s', async (_what, text, check) => {
  const exchange: string[] = [];
  room.deps.diagnosis.entra.findApplication = async (name) => {
    exchange.push(name);
    return undefined;
  };
  await room.say(owner, text);
  const view = diagnosedIn(room, 'chat-1');
  const isNext = check === 'mailbox';
  expect(exchange).toEqual([isNext ? 'sendpass-snd1-2' : 'sendpass-snd1-1']);
  expect(view.notes.some((each) => each.includes('route over Exchange Online'))).toBe(isNext);
});

test('words of another service in a text that names the sender: its application talks to the wrong server', async () => {
  await room.say(owner, `550 5.7.30 Basic authentication is not supported for ${appId}`);
  expect(diagnosedIn(room, 'chat-1')).toMatchObject({
    certainty: 'seen',
    who: 'owner',
    what: expect.stringContaining('another mail service than ACS Email'),
  });
});

test('who owns no sender and meets the end of passwords is offered to request one', async () => {
  await room.say(stranger, '550 5.7.30 Basic authentication is not supported for Client Submission.');
  expect(diagnosedIn(room, 'chat-4')).toMatchObject({ appName: null, button: { does: 'request' } });
});

test('another look at the same thing, in the private chat', async () => {
  const reply = await room.click(owner, 'diagnose-again', {
    senderId: sender.id,
    problem: 'acs-auth',
    on: 'diagnosis',
  });
  expect(reply).toMatchObject({ type: 'toast', text: expect.stringContaining('Looking') });
  await room.work();
  expect(diagnosedIn(room, 'chat-1')).toMatchObject({ appName: 'Billing', certainty: 'likely' });
  await room.click(stranger, 'diagnose-again', { senderId: sender.id, problem: 'acs-auth' });
  await room.work();
  expect(room.at('chat-4').filter((each) => each.view?.view === 'diagnosis')).toEqual([]);
});
