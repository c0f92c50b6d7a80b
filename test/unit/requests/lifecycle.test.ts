import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expireRequests } from '../../../src/requests/expire.ts';
import { converges, day, decide, edit, withdraw } from './plays.ts';
import { approver, other, owner, second, world } from './support.ts';

describe('decide', () => {
  test('approved: the sender is set up by one job, enqueued with the decision', async () => {
    const w = world();
    const { request, sender } = await w.pending();
    expect(await decide(w, request.id)).toMatchObject({ ok: true, sender: { state: 'setting-up' } });
    expect(w.tables().requests.get(request.id)?.decision).toMatchObject({
      by: approver.id,
      version: 1,
      verdict: 'approved',
    });
    expect(converges(w)).toMatchObject([{ job: { data: { senderId: sender.id } } }]);
    expect(w.auditTypes()).toEqual(['request-submitted', 'approver-seen', 'request-approved']);
  });

  test('a hundred approvals at the same time start one provisioning; the others are told who was first', async () => {
    const w = world();
    const { request } = await w.pending();
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => decide(w, request.id)));
    expect(outcomes.filter((each) => each.ok)).toHaveLength(1);
    expect(outcomes.find((each) => !each.ok)).toMatchObject({
      code: 'already-decided',
      refused: /^Anna approved it on 2026-11-20/,
    });
    expect(converges(w)).toHaveLength(1);
    expect(w.auditTypes().filter((type) => type === 'request-approved')).toHaveLength(1);
  });

  test('denied: closed with the reason, and nothing starts', async () => {
    const w = world();
    const { request, sender } = await w.pending();
    const reason = 'Use the newsletter service';
    expect(await decide(w, request.id, { verdict: 'denied', reason })).toMatchObject({ ok: true });
    expect(w.tables().senders.get(sender.id)?.state).toBe('closed');
    expect(w.tables().requests.get(request.id)?.decision?.reason).toBe(reason);
    expect(converges(w)).toEqual([]);
  });

  test.each([
    ['not an approver', { actorId: other.id, approverOf: [] }, 'not-an-approver'],
    ['submitter, though an approver', { actorId: owner.id }, 'own-request'],
    ['proposed owner', { actorId: second.id }, 'own-request'],
    ['stale card', { version: 0 }, 'stale-version'],
    ['denied without a reason', { verdict: 'denied' as const, reason: ' \u200b ' }, 'reason-missing'],
    ['unknown request', { requestId: 'nothing' }, 'not-there'],
  ])('%s: nothing changes and a sentence says why', async (_, input, code) => {
    const w = world();
    const { request, sender } = await w.pending();
    const outcome = await decide(w, request.id, input);
    expect(outcome).toMatchObject({ ok: false, code, refused: /^[A-Z].*\.$/ });
    expect(w.tables().requests.get(request.id)).toEqual(request);
    expect(w.tables().senders.get(sender.id)).toEqual(sender);
    expect(converges(w)).toEqual([]);
  });

  test('beneficiary, editor and present owner may not decide either', async () => {
    const w = world();
    const forAnna = await w.pending({ onBehalfOf: approver.id });
    expect(await decide(w, forAnna.request.id)).toMatchObject({ code: 'own-request' });
    const { request, sender } = await w.pending({ appName: 'Two', localPart: 'two' });
    w.tables().requests.set(request.id, { ...request, editedBy: [approver.id] });
    expect(await decide(w, request.id)).toMatchObject({ code: 'own-request' });
    w.tables().requests.set(request.id, request);
    w.tables().senders.set(sender.id, { ...sender, owners: [approver.id] });
    expect(await decide(w, request.id)).toMatchObject({ code: 'own-request' });
  });

  test('a wrong person is recorded', async () => {
    const w = world();
    const { request } = await w.pending();
    await decide(w, request.id, { actorId: owner.id });
    expect(w.tables().audit.at(-1)).toMatchObject({
      type: 'decision-refused',
      actor: owner.id,
      data: { code: 'own-request' },
    });
  });

  test('too late, before the expiry job ran', async () => {
    const w = world();
    const { request } = await w.pending();
    w.time.now = request.expiresAt;
    expect(await decide(w, request.id)).toMatchObject({ ok: false, code: 'expired' });
    expect(converges(w)).toEqual([]);
  });

  test('an approved removal starts it, a denied one leaves the sender alone', async () => {
    const w = world();
    const { request, sender } = await w.pending();
    const ready = { ...sender, state: 'ready' as const, provenAt: w.time.now };
    w.tables().senders.set(sender.id, ready);
    w.tables().requests.set('r1', { ...request, id: 'r1', kind: 'retire' });
    w.tables().requests.set('r2', { ...request, id: 'r2', kind: 'retire' });
    await decide(w, 'r1', { verdict: 'denied', reason: 'Still used' });
    expect(w.tables().senders.get(sender.id)).toEqual(ready);
    await decide(w, 'r2');
    expect(w.tables().senders.get(sender.id)).toMatchObject({ state: 'removing', wanted: 'absent' });
    expect(converges(w)).toHaveLength(1);
  });
});

describe('edit and withdraw', () => {
  test('a new version voids the card that was seen, and takes its sender along', async () => {
    const w = world();
    const { request, sender } = await w.pending();
    w.time.now = new Date(w.time.now.getTime() + day);
    expect(await edit(w, request.id, 1, { appName: 'Billing 2', perHour: '50' })).toMatchObject({
      ok: true,
      request: { version: 2, editedBy: [owner.id], expiresAt: new Date(request.expiresAt.getTime() + day) },
    });
    expect(w.tables().senders.get(sender.id)).toMatchObject({ name: 'Billing 2', desired: { perHour: 50 } });
    expect(await decide(w, request.id, { version: 1 })).toMatchObject({ code: 'stale-version' });
    expect(await decide(w, request.id, { version: 2 })).toMatchObject({ ok: true });
    expect(await edit(w, request.id, 2, {})).toMatchObject({ code: 'already-decided' });
  });

  test('its own name is not taken, that of another is', async () => {
    const w = world();
    const { request } = await w.pending();
    await w.pending({ appName: 'Shop', localPart: 'shop' });
    expect(await edit(w, request.id, 1, { appName: 'Shop' })).toMatchObject({
      ok: false,
      errors: [{ field: 'appName' }],
    });
    expect(w.tables().requests.get(request.id)?.version).toBe(1);
    expect(await edit(w, request.id, 1, { purpose: 'Monthly invoices, new wording' })).toMatchObject({ ok: true });
  });

  test('only who asked, and only the newest version', async () => {
    const w = world();
    const { request } = await w.pending();
    expect(await edit(w, request.id, 1, {}, approver)).toMatchObject({ code: 'not-yours' });
    expect(await edit(w, request.id, 7, {})).toMatchObject({ code: 'stale-version' });
    expect(await withdraw(w, request.id, 1, approver.id)).toMatchObject({ code: 'not-yours' });
    expect(await withdraw(w, request.id, 7)).toMatchObject({ code: 'stale-version' });
    expect(w.tables().requests.get(request.id)).toEqual(request);
  });

  test('withdrawn: closed, and not to be decided any more', async () => {
    const w = world();
    const { request, sender } = await w.pending();
    expect(await withdraw(w, request.id, 1)).toMatchObject({ ok: true });
    expect(w.tables().senders.get(sender.id)?.state).toBe('closed');
    expect(await decide(w, request.id)).toMatchObject({ code: 'already-decided', refused: /withdrawn/ });
    expect(await withdraw(w, request.id, 1)).toMatchObject({ ok: false });
  });
});

test('what nobody decided expires once, and gives its name back', async () => {
  const w = world();
  const { request, sender } = await w.pending();
  const run = () => w.transact((repos) => expireRequests(repos, { now: w.clock.now() }));
  expect(await run()).toEqual([]);
  w.time.now = request.expiresAt;
  expect(await run()).toMatchObject([{ id: request.id, state: 'expired' }]);
  expect(await run()).toEqual([]);
  expect(w.tables().senders.get(sender.id)?.state).toBe('closed');
  expect(w.auditTypes()).toEqual(['request-submitted', 'request-expired']);
  expect(await w.submit()).toMatchObject({ ok: true });
});

test('any order of clicks: at most one outcome, one provisioning only after an approval, and a sender that agrees', async () => {
  const step = fc.constantFrom(
    'approve',
    'deny',
    'edit',
    'withdraw',
    'expire',
    'wrong',
    'later',
  ) as fc.Arbitrary<string>;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const w = world();
      const { request, sender } = await w.pending();
      const id = request.id;
      const seen = () => w.tables().requests.get(id)!.version;
      const play: Record<string, () => Promise<unknown>> = {
        approve: () => decide(w, id, { version: seen() }),
        deny: () => decide(w, id, { version: seen(), verdict: 'denied', reason: 'No' }),
        edit: () => edit(w, id, seen(), {}),
        withdraw: () => withdraw(w, id, seen()),
        expire: () => w.transact((repos) => expireRequests(repos, { now: w.clock.now() })),
        wrong: () => decide(w, id, { version: seen(), actorId: owner.id }),
        later: async () => void (w.time.now = new Date(w.time.now.getTime() + 5 * day)),
      };
      for (const each of steps) await play[each]!();
      const { state } = w.tables().requests.get(id)!;
      const expected = { pending: 'requested', approved: 'setting-up' }[state as string] ?? 'closed';
      expect(w.tables().senders.get(sender.id)?.state).toBe(expected);
      expect(converges(w)).toHaveLength(state === 'approved' ? 1 : 0);
      const ends = /^request-(approved|denied|withdrawn|expired)$/;
      expect(w.auditTypes().filter((type) => ends.test(type))).toHaveLength(state === 'pending' ? 0 : 1);
    }),
  );
});
