import { expect, describe, test } from 'vitest';
import { markInstalled } from '../../../src/credentials/mark-installed.ts';
import { forgetTokens, newRevealToken, openReveal, revealWindowEnd } from '../../../src/credentials/reveal.ts';
import type { Credential, Sender } from '../../../src/senders/sender.ts';
import { approver, owner, policy, second, world } from '../requests/support.ts';

const credential = (no: number, state: Credential['state']): Credential => ({
  id: `c${no}`,
  routeId: 'route',
  no,
  operationId: `op${no}`,
  keyId: `key${no}`,
  vaultName: `sendpass-s-${no}`,
  vaultVersion: `v${no}`,
  endsAt: new Date('2027-05-20T00:00:00Z'),
  state,
  placesDone: [],
});

/** A proven sender whose secret is in the vault. */
async function ready(changed: Partial<Sender> = {}, form: Record<string, string> = {}) {
  const w = world();
  const { sender } = await w.pending(form);
  w.tables().senders.set(sender.id, { ...sender, state: 'ready', provenAt: w.time.now, ...changed });
  const { senders } = w.repos;
  await senders.saveRoute({
    id: 'route',
    senderId: sender.id,
    relay: 'acs',
    generation: 1,
    state: 'proven',
    desired: sender.desired,
    requestId: sender.requestId,
    role: 'main',
  });
  await senders.saveStep({
    routeId: 'route',
    kind: 'application',
    name: 'sendpass-s-1',
    state: 'done',
    externalId: 'object',
    facts: { appId: 'app-id' },
    reason: null,
    reasonCode: null,
    intendedAt: null,
    doneAt: null,
    tookMs: 1,
  });
  await senders.saveCredential(credential(1, 'current'));
  await senders.saveCredential(credential(2, 'removed'));
  const senderId = sender.id;
  const token = (personId = owner.id) =>
    w.transact((repos) => newRevealToken(repos, { senderId, personId, now: w.clock.now() }));
  const open = (wish: { token: string; personId?: string }) =>
    w.transact((repos) => openReveal(repos, { senderId, personId: owner.id, ...wish }, w.deps));
  const reveals = () => w.tables().audit.filter((event) => event.type === 'credential-revealed');
  return { ...w, senderId, token, open, reveals };
}

describe('reveal', () => {
  test('recorded and counted before anything is read; says what to read and whom to tell', async () => {
    const w = await ready();
    expect(await w.open({ token: await w.token() })).toMatchObject({
      ok: true,
      vaultName: 'sendpass-s-1',
      vaultVersion: 'v1',
      appId: 'app-id',
      revealNo: 1,
      others: [second.id],
    });
    expect(w.tables().senders.get(w.senderId)?.revealCount).toBe(1);
    expect(w.reveals()).toMatchObject([{ actor: owner.id, data: { reveal: 1, vaultVersion: 'v1' } }]);
  });

  test('the token is single-use and stored only as a hash', async () => {
    const w = await ready();
    const token = await w.token();
    const both = await Promise.all([w.open({ token }), w.open({ token })]);
    expect(both.filter((each) => each.ok)).toHaveLength(1);
    expect(both.find((each) => !each.ok)).toMatchObject({ code: 'token-used' });
    expect(w.reveals()).toHaveLength(1);
    expect(JSON.stringify([...w.tables().reveals.values(), ...w.tables().audit])).not.toContain(token);
    expect(await w.open({ token: await w.token() })).toMatchObject({ ok: true, revealNo: 2 });
  });

  test("another owner's token does not work, even for an owner, and stays good for whose it is", async () => {
    const w = await ready();
    const theirs = await w.token(second.id);
    expect(await w.open({ token: theirs })).toMatchObject({ ok: false, code: 'token-used' });
    expect(await w.open({ token: '' })).toMatchObject({ ok: false, code: 'token-used' });
    expect(w.reveals()).toEqual([]);
    expect(await w.open({ token: theirs, personId: second.id })).toMatchObject({ ok: true });
  });

  test('tokens are kept no longer than their button could be used', async () => {
    const w = await ready();
    await w.token();
    const after = (ms: number) =>
      w.transact((repos) => forgetTokens(repos, { now: new Date(w.time.now.getTime() + ms), policy }));
    const week = 7 * 24 * 3_600_000;
    await after(week);
    expect(w.tables().reveals.size).toBe(1);
    await after(week + 1);
    expect(w.tables().reveals.size).toBe(0);
  });

  test('nobody but an owner, approvers neither; the try is recorded', async () => {
    const w = await ready();
    const token = await w.token(approver.id);
    expect(await w.open({ token, personId: approver.id })).toMatchObject({ ok: false, code: 'not-owner' });
    expect(w.tables().audit.at(-1)).toMatchObject({ type: 'reveal-refused', actor: approver.id });
  });

  test.each([
    ['not proven yet', { state: 'setting-up', provenAt: null }, 'not-ready'],
    ['stopped', { state: 'stopped' }, 'not-ready'],
    ['installed', { installedAt: new Date('2026-11-20T10:00:00Z') }, 'installed'],
    ['window over', { provenAt: new Date('2026-11-13T09:00:00Z') }, 'window-closed'],
  ] as [string, Partial<Sender>, string][])('%s: closed, and the token stays good', async (_, changed, code) => {
    const w = await ready(changed);
    const token = await w.token();
    expect(await w.open({ token })).toMatchObject({ ok: false, code, refused: /\.$/ });
    expect([...w.tables().reveals.values()]).toMatchObject([{ usedAt: null }]);
    expect(w.reveals()).toEqual([]);
  });

  test('delivery to the vault: nobody sees it, the secret is named instead', async () => {
    const w = await ready({}, { delivery: 'vault' });
    expect(await w.open({ token: await w.token() })).toMatchObject({
      code: 'delivery-vault',
      refused: /sp-prod as sendpass-s-1/,
    });
  });

  test('the window is counted from the proof', () => {
    expect(revealWindowEnd({ provenAt: null }, policy)).toBeNull();
    expect(revealWindowEnd({ provenAt: new Date('2026-11-20T09:00:00Z') }, policy)).toEqual(
      new Date('2026-11-27T09:00:00Z'),
    );
  });
});

describe('it is installed', () => {
  test('closes the window for all owners, recorded with who said so', async () => {
    const w = await ready();
    const install = (personId: string) =>
      w.transact((repos) => markInstalled(repos, { senderId: w.senderId, personId }, w.deps));
    expect(await install(approver.id)).toMatchObject({ ok: false, code: 'not-owner' });
    expect(await install(second.id)).toMatchObject({ ok: true, sender: { installedAt: w.time.now } });
    expect(await install(owner.id)).toMatchObject({ ok: false, code: 'already' });
    expect(await w.open({ token: await w.token() })).toMatchObject({ code: 'installed' });
    expect(w.tables().audit.at(-1)).toMatchObject({ type: 'marked-installed', actor: second.id });
  });

  test('not before it is proven', async () => {
    const w = await ready({ state: 'setting-up' });
    const outcome = await w.transact((repos) =>
      markInstalled(repos, { senderId: w.senderId, personId: owner.id }, w.deps),
    );
    expect(outcome).toMatchObject({ ok: false, code: 'not-ready' });
  });
});
