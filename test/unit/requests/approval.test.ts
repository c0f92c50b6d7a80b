import { describe, expect, test } from 'vitest';
import { policySchema } from '../../../src/policy/policy.ts';
import { seeApprovers } from '../../../src/policy/see-approver.ts';
import { approveChanged } from '../../../src/requests/approve-changed.ts';
import { answerQuestion, askQuestion } from '../../../src/requests/ask-question.ts';
import { escalate, escalationsDue } from '../../../src/requests/escalate.ts';
import { expireRequests } from '../../../src/requests/expire.ts';
import { nudge } from '../../../src/requests/nudge.ts';
import { releaseHeld, heldUntilNow } from '../../../src/requests/release-held.ts';
import { remind } from '../../../src/requests/remind.ts';
import { converges, day, decide, edit, withdraw } from './plays.ts';
import type { World } from './plays.ts';
import { approver, facts, form, other, owner, person, second, world } from './support.ts';

const hour = 3600_000;
const third = person(5, 'Tina');

/** A world with these rules of approval over the usual ones. */
function under(approval: object): World {
  const w = world();
  const approvers = [{ people: [approver.id, other.id, third.id, owner.id, second.id] }];
  Object.assign(w.deps, { policy: policySchema.parse({ ...w.deps.policy, approvers, approval }) });
  w.tables().people.set(third.id, third);
  return w;
}
const later = (w: World, ms: number) => void (w.time.now = new Date(w.time.now.getTime() + ms));
const stored = (w: World, id: string) => w.tables().requests.get(id)!;

describe('a quorum', () => {
  const two = { rules: [{ when: {}, quorum: 2 }] };

  test('each person counts once, and the last one needed starts it', async () => {
    const w = under(two);
    const { request } = await w.pending();
    expect(await decide(w, request.id)).toMatchObject({ ok: true, how: 'counted' });
    expect(converges(w)).toEqual([]);
    expect(await decide(w, request.id)).toMatchObject({ ok: false, code: 'voted-already' });
    expect(stored(w, request.id)).toMatchObject({ state: 'pending', course: { votes: [{ by: approver.id }] } });
    expect(await decide(w, request.id, { actorId: other.id })).toMatchObject({ ok: true, how: 'approved' });
    expect(converges(w)).toHaveLength(1);
    expect(w.auditTypes().filter((type) => /vote|approved/.test(type))).toEqual(['vote-cast', 'request-approved']);
  });

  test('of many at once each counts once', async () => {
    const w = under({ rules: [{ when: {}, quorum: 3 }] });
    const { request } = await w.pending();
    const people = [approver, other, third].flatMap((each) => Array.from({ length: 20 }, () => each.id));
    const outcomes = await Promise.all(people.map((actorId) => decide(w, request.id, { actorId })));
    expect(outcomes.filter((each) => each.ok)).toHaveLength(3);
    expect(converges(w)).toHaveLength(1);
  });

  test('one denial ends it, also after an approval', async () => {
    const w = under(two);
    const { request } = await w.pending();
    await decide(w, request.id);
    const denied = await decide(w, request.id, { actorId: other.id, verdict: 'denied', reason: 'No' });
    expect(denied).toMatchObject({ ok: true, how: 'denied' });
    expect(converges(w)).toEqual([]);
  });

  test('an edit voids what was approved', async () => {
    const w = under(two);
    const { request } = await w.pending();
    await decide(w, request.id);
    await edit(w, request.id, 1, { purpose: 'Monthly invoices, and reminders' });
    expect(await decide(w, request.id, { version: 2, actorId: other.id })).toMatchObject({ how: 'counted' });
    expect(await decide(w, request.id, { version: 2 })).toMatchObject({ how: 'approved' });
  });

  test('a request keeps the rules it was made under', async () => {
    const w = under(two);
    const { request } = await w.pending();
    Object.assign(w.deps, { policy: policySchema.parse({ ...w.deps.policy, approval: {} }) });
    expect(await decide(w, request.id)).toMatchObject({ how: 'counted' });
    const fresh = await w.pending({ appName: 'Shop', localPart: 'shop' });
    expect(await decide(w, fresh.request.id)).toMatchObject({ how: 'approved' });
  });
});

describe('stages', () => {
  const stages = [
    { name: 'IT', approvers: [{ people: [approver.id, other.id] }] },
    { name: 'Security', approvers: [{ people: [third.id, other.id] }] },
  ];

  test('go in order; who is in both counts in one', async () => {
    const w = under({ stages });
    const { request } = await w.pending();
    const late = await decide(w, request.id, { actorId: third.id, approverOf: [1] });
    expect(late).toMatchObject({ code: 'not-this-stage', refused: /"IT" decides first/ });
    expect(await decide(w, request.id, { actorId: other.id, approverOf: [0, 1] })).toMatchObject({ how: 'counted' });
    expect(await decide(w, request.id, { actorId: other.id, approverOf: [0, 1] })).toMatchObject({ ok: false });
    expect(await decide(w, request.id, { approverOf: [0] })).toMatchObject({ refused: /now "Security" decides/ });
    expect(await decide(w, request.id, { actorId: third.id, approverOf: [1] })).toMatchObject({ how: 'approved' });
  });

  test('a later stage may deny at any time', async () => {
    const w = under({ stages });
    const { request } = await w.pending();
    const input = { actorId: third.id, approverOf: [1], verdict: 'denied' as const, reason: 'No' };
    expect(await decide(w, request.id, input)).toMatchObject({ how: 'denied' });
  });
});

describe('a new approver', () => {
  test('nobody is new on the first day; later ones decide nothing for a day, from when they were first seen', async () => {
    const w = under({});
    const see = (people: string[], complete = true) =>
      w.transact((repos) => seeApprovers(repos, { people, complete }, w.deps));
    await see([approver.id]);
    later(w, 2 * day);
    const { request } = await w.pending();
    const refused = await decide(w, request.id, { actorId: other.id });
    expect(refused).toMatchObject({ code: 'approver-too-new' });
    expect(w.auditTypes().slice(-2)).toEqual(['approver-seen', 'decision-refused']);
    later(w, day - 1);
    expect(await decide(w, request.id, { actorId: other.id, verdict: 'denied', reason: 'x' })).toMatchObject({
      code: 'approver-too-new',
    });
    later(w, 1);
    expect(await decide(w, request.id, { actorId: other.id })).toMatchObject({ how: 'approved' });
    const next = await w.pending({ appName: 'Shop', localPart: 'shop' });
    expect(await decide(w, next.request.id)).toMatchObject({ how: 'approved' });
  });

  test('who leaves and comes back is new; where a group could not be read nobody counts as gone', async () => {
    const w = under({});
    const see = (people: string[], complete: boolean) =>
      w.transact((repos) => seeApprovers(repos, { people, complete }, w.deps));
    await see([approver.id, other.id], true);
    later(w, 3 * day);
    await see([other.id], false);
    expect([...w.tables().approvers.keys()]).toContain(approver.id);
    await see([other.id], true);
    const { request } = await w.pending();
    expect(await decide(w, request.id)).toMatchObject({ code: 'approver-too-new' });
    expect(await decide(w, request.id, { actorId: other.id })).toMatchObject({ how: 'approved' });
  });
});

describe('without a person', () => {
  const autoApprove = [{ name: 'small', when: { recipients: 'external', perDayUpTo: 600 } }];

  test('a rule approves it at once, and is named where it is kept', async () => {
    const w = under({ autoApprove });
    const { request, sender } = await w.pending();
    const decision = { by: 'sendpass', verdict: 'approved', reason: expect.stringContaining('"small"') };
    expect(request).toMatchObject({ state: 'approved', decision });
    expect(w.tables().senders.get(sender.id)?.state).toBe('setting-up');
    expect(w.tables().audit.at(-1)).toMatchObject({ type: 'request-approved', actor: 'sendpass' });
    expect(converges(w)).toHaveLength(1);
  });

  test('an edit that comes within it too; one beyond it waits for people', async () => {
    const w = under({ autoApprove });
    const { request } = await w.pending({ perDay: '700' });
    expect(request.state).toBe('pending');
    expect(await edit(w, request.id, 1, { perDay: '500' })).toMatchObject({ request: { state: 'approved' } });
  });
});

describe('a freeze', () => {
  const freezes = [{ name: 'Year end', from: '2026-11-20', until: '2026-12-01' }];
  const end = new Date('2026-12-01T00:00:00Z');

  test('what is agreed takes effect after it, does not expire meanwhile, and can still be denied or edited', async () => {
    const w = under({ freezes });
    const { request, sender } = await w.pending();
    expect(await decide(w, request.id)).toMatchObject({ how: 'held' });
    expect(w.tables().senders.get(sender.id)?.state).toBe('requested');
    expect(converges(w)).toEqual([]);
    expect(await decide(w, request.id, { actorId: other.id })).toMatchObject({ code: 'already-agreed' });
    w.time.now = new Date(end.getTime() - 1);
    expect(await w.transact((repos) => expireRequests(repos, { now: w.clock.now() }))).toEqual([]);
    expect(await w.transact((repos) => releaseHeld(repos, request.id, w.deps))).toBeNull();
    w.time.now = end;
    expect(await w.transact((repos) => heldUntilNow(repos, w.clock.now()))).toHaveLength(1);
    const released = () => w.transact((repos) => releaseHeld(repos, request.id, w.deps));
    expect(await released()).toMatchObject({ state: 'approved', decision: { by: approver.id, at: end } });
    expect(await released()).toBeNull();
    expect(converges(w)).toHaveLength(1);
  });

  test('withdrawn or denied meanwhile, nothing comes of it', async () => {
    const w = under({ freezes });
    const one = await w.pending();
    await decide(w, one.request.id);
    expect(await withdraw(w, one.request.id, 1)).toMatchObject({ ok: true });
    const two = await w.pending();
    await decide(w, two.request.id);
    const denied = await decide(w, two.request.id, { actorId: other.id, verdict: 'denied', reason: 'No' });
    expect(denied).toMatchObject({ how: 'denied' });
    w.time.now = end;
    for (const { request } of [one, two])
      expect(await w.transact((repos) => releaseHeld(repos, request.id, w.deps))).toBeNull();
    expect(converges(w)).toEqual([]);
  });

  test('no rule gets around it', async () => {
    const w = under({ freezes, autoApprove: [{ name: 'small', when: { perDayUpTo: 1000 } }] });
    const { request } = await w.pending();
    expect(request).toMatchObject({ state: 'pending', course: { held: { freeze: 'Year end', by: 'sendpass' } } });
    expect(converges(w)).toEqual([]);
  });
});

describe('silence', () => {
  const to = [{ people: [third.id] }];
  const escalation = [
    { after: 'P1D', to },
    { after: 'P2D', to },
  ];
  const run = (w: World, id: string) => w.transact((repos) => escalate(repos, id, w.clock.now()));

  test('is escalated once a step, and any word puts it off', async () => {
    const w = under({ escalation, rules: [{ when: {}, quorum: 2 }] });
    const { request } = await w.pending();
    later(w, day - 1);
    expect(await run(w, request.id)).toBeNull();
    await decide(w, request.id);
    later(w, day - 1);
    expect(await w.transact((repos) => escalationsDue(repos, w.clock.now()))).toEqual([]);
    later(w, 1);
    expect(await w.transact((repos) => escalationsDue(repos, w.clock.now()))).toMatchObject([{ to }]);
    expect(await run(w, request.id)).toMatchObject({ course: { escalated: [{ to }] } });
    expect(await run(w, request.id)).toBeNull();
    later(w, day);
    expect(await run(w, request.id)).toMatchObject({ course: { escalated: [{}, {}] } });
    expect(w.auditTypes().filter((type) => type === 'request-escalated')).toHaveLength(2);
  });

  test('the requester asks again, as often as the rules allow', async () => {
    const w = under({ nudgeEvery: 'PT4H' });
    const { request } = await w.pending();
    const again = (actorId = owner.id) =>
      w.transact((repos) => nudge(repos, { requestId: request.id, actorId }, w.deps));
    expect(await again(second.id)).toMatchObject({ code: 'not-yours' });
    expect(await again()).toMatchObject({ ok: true, no: 1 });
    later(w, 4 * hour - 1);
    expect(await again()).toMatchObject({ code: 'too-soon' });
    later(w, 1);
    expect(await again()).toMatchObject({ ok: true, no: 2 });
  });

  test('one reminder of all that waits, and none of what has just come', async () => {
    const w = under({ reminders: { after: 'PT1H' } });
    const run = () => w.transact((repos) => remind(repos, w.deps));
    w.time.now = new Date('2026-11-23T09:00:00Z');
    const one = await w.pending();
    expect(await run()).toBeNull();
    later(w, hour);
    await w.pending({ appName: 'Shop', localPart: 'shop' });
    expect(await run()).toEqual({ no: 1, requests: [one.request.id] });
    expect(await run()).toBeNull();
    later(w, day);
    expect(await run()).toMatchObject({ no: 2, requests: [one.request.id, expect.any(String)] });
  });
});

describe('a question', () => {
  const ask = (w: World, requestId: string, over: object = {}) =>
    w.transact((repos) =>
      askQuestion(repos, { requestId, actorId: approver.id, isApprover: true, text: ' Why two? ', ...over }, w.deps),
    );
  const answer = (w: World, requestId: string, over: object = {}) =>
    w.transact((repos) =>
      answerQuestion(repos, { requestId, no: 1, actorId: owner.id, text: 'Two sites', ...over }, w.deps),
    );

  test('is asked by an approver, answered once by whoever asked for the sender, and decides nothing', async () => {
    const w = under({});
    const { request } = await w.pending();
    expect(await ask(w, request.id, { actorId: owner.id })).toMatchObject({ code: 'own-request' });
    expect(await ask(w, request.id, { isApprover: false })).toMatchObject({ code: 'not-an-approver' });
    expect(await ask(w, request.id, { text: '  ' })).toMatchObject({ code: 'reason-missing' });
    expect(await ask(w, request.id)).toMatchObject({ ok: true, remark: { no: 1, text: 'Why two?' } });
    expect(await answer(w, request.id, { actorId: approver.id })).toMatchObject({ code: 'not-yours' });
    expect(await answer(w, request.id, { no: 2 })).toMatchObject({ code: 'not-there' });
    expect(await answer(w, request.id)).toMatchObject({ ok: true, remark: { answer: { text: 'Two sites' } } });
    expect(await answer(w, request.id)).toMatchObject({ code: 'voted-already' });
    expect(stored(w, request.id)).toMatchObject({ state: 'pending', version: 1, course: { thread: [{ no: 1 }] } });
    expect(JSON.stringify(w.tables().audit)).not.toMatch(/Why two|Two sites/);
  });
});

describe('approved with a change', () => {
  const change = (w: World, requestId: string, changed: Record<string, string>, over: object = {}) =>
    w.transact((repos) =>
      approveChanged(
        repos,
        {
          requestId,
          version: 1,
          actorId: approver.id,
          approverOf: [0],
          form: form(changed),
          facts: facts(),
          ...over,
        },
        w.deps,
      ),
    );

  test('binds the new values by a new hash, and says which', async () => {
    const w = under({});
    const { request, sender } = await w.pending();
    const outcome = await change(w, request.id, { lifetime: 'P3M', purpose: 'Something else entirely' });
    expect(outcome).toMatchObject({ ok: true, how: 'approved' });
    const now = stored(w, request.id);
    expect(now).toMatchObject({
      version: 2,
      state: 'approved',
      desired: { lifetime: 'P3M', purpose: request.desired.purpose, owners: request.desired.owners },
      course: { changes: [{ by: approver.id, field: 'lifetime', from: 'P6M', to: 'P3M', version: 2 }] },
      editedBy: [],
    });
    expect(now.desiredHash).not.toBe(request.desiredHash);
    expect(w.tables().senders.get(sender.id)).toMatchObject({ desiredHash: now.desiredHash, state: 'setting-up' });
    expect(w.auditTypes().slice(-2)).toEqual(['request-changed', 'request-approved']);
  });

  test('what others approved was something else: they decide anew', async () => {
    const w = under({ rules: [{ when: { perDayOver: 500 }, quorum: 2 }] });
    const { request } = await w.pending();
    await decide(w, request.id, { actorId: other.id });
    expect(await change(w, request.id, { perDay: '400' })).toMatchObject({ how: 'counted' });
    expect(stored(w, request.id).course.votes).toMatchObject([{ by: approver.id }]);
    expect(await decide(w, request.id, { actorId: other.id })).toMatchObject({ code: 'stale-version' });
    expect(await decide(w, request.id, { actorId: other.id, version: 2 })).toMatchObject({ how: 'approved' });
  });

  test('whoever belongs to a later stage does not vote in the first one', async () => {
    const stages = [
      { name: 'IT', approvers: [{ people: [other.id] }] },
      { name: 'Security', approvers: [{ people: [approver.id] }] },
    ];
    const w = under({ stages });
    const { request } = await w.pending();
    await decide(w, request.id, { actorId: other.id });
    expect(await change(w, request.id, { perDay: '400' }, { approverOf: [1] })).toMatchObject({ how: 'counted' });
    expect(stored(w, request.id).course.votes).toEqual([]);
  });

  test('not on one’s own request, not by a stranger, not to what the form refuses', async () => {
    const w = under({});
    const { request } = await w.pending();
    expect(await change(w, request.id, { lifetime: 'P3M' }, { actorId: second.id })).toMatchObject({
      code: 'own-request',
    });
    expect(await change(w, request.id, { lifetime: 'P3M' }, { approverOf: [] })).toMatchObject({
      code: 'not-an-approver',
    });
    expect(await change(w, request.id, { localPart: 'ceo' })).toMatchObject({ errors: [{ field: 'localPart' }] });
    expect(await change(w, request.id, {})).toMatchObject({ errors: [{ field: 'form' }] });
    expect(stored(w, request.id)).toEqual(request);
  });
});
