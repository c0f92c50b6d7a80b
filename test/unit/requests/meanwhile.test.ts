import { describe, expect, test } from 'vitest';
import { approveChanged } from '../../../src/requests/approve-changed.ts';
import { answerQuestion, askQuestion } from '../../../src/requests/ask-question.ts';
import { escalate, escalationsDue } from '../../../src/requests/escalate.ts';
import { nudge } from '../../../src/requests/nudge.ts';
import { remind } from '../../../src/requests/remind.ts';
import { day, decide } from './plays.ts';
import type { World } from './plays.ts';
import { approver, facts, form, other, owner, second } from './support.ts';
import { hour, later, stored, third, under } from './under.ts';

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
          linkedSince: null,
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
