import { describe, expect, test } from 'vitest';
import { policySchema } from '../../../src/policy/policy.ts';
import { seeApprovers } from '../../../src/policy/see-approver.ts';
import { expireRequests } from '../../../src/requests/expire.ts';
import { heldUntilNow, releaseHeld } from '../../../src/requests/release-held.ts';
import { converges, day, decide, edit, withdraw } from './plays.ts';
import { approver, other } from './support.ts';
import { later, stored, third, under } from './under.ts';

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

  test('an account linked a moment ago waits as long, whoever it is now linked to; one of the first day does not', async () => {
    const w = under({});
    await w.transact((repos) => seeApprovers(repos, { people: [approver.id], complete: true }, w.deps));
    const firstDay = w.clock.now();
    later(w, 5 * day);
    const { request } = await w.pending();
    const linkedSince = w.clock.now();
    for (const verdict of ['approved', 'denied'] as const)
      expect(await decide(w, request.id, { linkedSince, verdict, reason: 'x' })).toMatchObject({
        code: 'approver-too-new',
      });
    later(w, day - 1);
    expect(await decide(w, request.id, { linkedSince })).toMatchObject({ code: 'approver-too-new' });
    later(w, 1);
    expect(await decide(w, request.id, { linkedSince })).toMatchObject({ how: 'approved' });
    const next = await w.pending({ appName: 'Shop', localPart: 'shop' });
    expect(await decide(w, next.request.id, { linkedSince: firstDay })).toMatchObject({ how: 'approved' });
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
