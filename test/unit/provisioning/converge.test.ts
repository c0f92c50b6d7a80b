import { describe, expect, test } from 'vitest';
import { cancelSender } from '../../../src/provisioning/cancel-sender.ts';
import { converge } from '../../../src/provisioning/converge.ts';
import { retireSender } from '../../../src/provisioning/retire-sender.ts';
import { failure } from '../../support/cloud-twin.ts';
import { never, provisioning } from '../../support/provisioning-bench.ts';

describe('from approval to proof', () => {
  test('makes each thing once, proves it by a log-in, and asks for one test mail', async () => {
    const { twin, life, read, sender, store } = await provisioning({ smtpUsername: 'billing-smtp' });
    expect(await converge(life(), sender.id, never())).toBe('done');
    const { world } = twin;
    expect(world.applications).toHaveLength(1);
    expect(world.applications[0]).toMatchObject({
      uniqueName: 'sendpass-abc2345678-1',
      displayName: 'Sendpass – Billing',
      tags: ['sendpass', 'sendpass:installation:inst-1', 'sendpass:sender:abc2345678', 'sendpass:generation:1'],
    });
    expect(world.applications[0]?.notes).toContain('Requested by Olga Owner, approved by Anna Approver');
    expect(world.principals).toHaveLength(1);
    expect(world.passwords).toHaveLength(1);
    expect(world.assignments).toHaveLength(1);
    expect(world.mailFroms).toEqual([{ name: 'invoices', username: 'invoices', displayName: 'Contoso Billing' }]);
    expect(world.smtpUsernames).toMatchObject([{ username: 'billing-smtp', name: 'sendpass-abc2345678-1' }]);
    expect(world.vault).toHaveLength(1);
    expect(world.vault[0]?.value).toBe(world.passwords[0]?.value);
    expect(world.vault[0]?.expiresOn).toEqual(world.passwords[0]?.endsAt);
    const after = await read();
    expect(after.sender).toMatchObject({ state: 'ready' });
    expect(after.sender.provenAt).not.toBeNull();
    expect(after.route?.state).toBe('proven');
    expect(after.credentials).toMatchObject([{ no: 1, state: 'current', keyId: world.passwords[0]?.keyId }]);
    expect(after.steps.filter((step) => step.state === 'done')).toHaveLength(7);
    expect(store.takeJobs().map((each) => each.job.name)).toEqual(['test-mail']);
    const types = store.tables().audit.map((event) => event.type);
    expect(types.filter((type) => type === 'resource-intended')).toHaveLength(6);
    expect(types.filter((type) => type === 'resource-made')).toHaveLength(6);
    expect(types).toContain('sender-proven');
  });

  test('is done soon after the last replica shows what it must', async () => {
    const { twin, life, sender, clock } = await provisioning();
    twin.options.lag = 12_000;
    twin.options.roleLag = 12_000;
    const began = clock.at();
    await converge(life(), sender.id, never());
    const floor = 300 + 12_000 + 300 + 300 + 12_000 + 300;
    expect((clock.at() - began) / floor).toBeLessThan(1.12);
  });

  test('a second convergence changes nothing and writes nothing', async () => {
    const { twin, life, sender, store, clock, cards } = await provisioning();
    await converge(life(), sender.id, never());
    clock.jump(3_600_000);
    const before = structuredClone(store.tables());
    const shown = cards.changes.length;
    const calls = twin.calls.length;
    expect(await converge(life(), sender.id, never())).toBe('done');
    expect(store.tables()).toEqual(before);
    expect(cards.changes).toHaveLength(shown);
    const writes = /^(upsert|create|delete|add|remove|put|assign|set|send)/;
    expect(twin.calls.slice(calls).filter((each) => writes.test(each.call))).toEqual([]);
  });

  test('says what it waits for while it waits, and tells the cards at most once a second', async () => {
    const { twin, life, read, sender, cards, clock } = await provisioning();
    twin.faults.push({
      call: 'createPrincipal',
      when: 'before',
      times: 3,
      fail: failure('retryable', 'graph-busy', 7_000),
    });
    const end = converge(life(), sender.id, never());
    await clock.wait(4_000);
    expect((await read()).step('principal')).toMatchObject({ state: 'waiting', reasonCode: 'graph-busy' });
    expect(await end).toBe('done');
    expect((await read()).step('principal')).toMatchObject({ state: 'done', reason: null });
    const gaps = cards.changes.slice(1, -1).map((at, index) => at - (cards.changes[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
  });

  test('an honoured Retry-After is not undercut', async () => {
    const { twin, life, sender } = await provisioning();
    twin.faults.push({ call: 'putMailFrom', when: 'before', fail: failure('retryable', 'arm-busy', 20_000) });
    await converge(life(), sender.id, never());
    const [first, second] = twin.calls.filter((each) => each.call === 'putMailFrom');
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(20_000);
  });

  test('log-ins are tried at most once a second', async () => {
    const { twin, life, sender } = await provisioning();
    twin.options.roleLag = 15_000;
    await converge(life(), sender.id, never());
    const tries = twin.calls.filter((each) => each.call === 'logIn').map((each) => each.at);
    expect(tries.length).toBeGreaterThan(2);
    expect(Math.min(...tries.slice(1).map((at, index) => at - tries[index]!))).toBeGreaterThanOrEqual(1_000);
  });

  test('while the role settles the step says so, and what to check when it takes too long', async () => {
    const { twin, life, sender, read, clock } = await provisioning();
    twin.options.roleLag = 11 * 60_000;
    const end = converge(life(), sender.id, never());
    await clock.wait(60_000);
    expect((await read()).step('log-in').reason).toContain('up to 10 minutes');
    expect(await end).toBe('again');
    expect((await read()).sender.state).toBe('setting-up');
    clock.jump(30_000);
    twin.world.assignments[0]!.shownAt += 60_000;
    const second = converge(life(), sender.id, never());
    await clock.wait(30_000);
    expect((await read()).step('log-in').reason).toContain('is linked to acs-prod');
    expect(await second).toBe('done');
  });

  test('a pause stops writes until it is lifted', async () => {
    const { twin, life, read, sender, store, clock } = await provisioning();
    await store.repos.settings.set('paused', 'yes');
    const end = converge(life(), sender.id, never());
    await clock.wait(20_000);
    expect(twin.calls).toEqual([]);
    expect((await read()).step('application').reasonCode).toBe('paused');
    await store.repos.settings.set('paused', 'no');
    expect(await end).toBe('done');
  });

  test('thirty seconds of replication delay are ridden out', async () => {
    const { twin, life, sender, read } = await provisioning();
    twin.options.lag = 30_000;
    expect(await converge(life(), sender.id, never())).toBe('done');
    expect((await read()).sender.state).toBe('ready');
    expect(twin.world.passwords).toHaveLength(1);
  });

  test('a long outage gives the job back after ten minutes instead of giving up', async () => {
    const { twin, life, sender, read } = await provisioning();
    twin.faults.push({
      call: 'upsertApplication',
      when: 'before',
      times: 10_000,
      fail: failure('retryable', 'graph-broken'),
    });
    expect(await converge(life(), sender.id, never())).toBe('again');
    expect((await read()).sender.state).toBe('setting-up');
    const tries = twin.calls.filter((each) => each.call === 'upsertApplication').length;
    expect(tries).toBeLessThan(40);
  });
});

describe('removal', () => {
  test('cancelled while setting up: nothing is left, and the sender is cancelled', async () => {
    const { twin, life, sender, read, store, clock } = await provisioning({ smtpUsername: 'billing-smtp' });
    const end = converge(life(), sender.id, never());
    await clock.wait(9_000);
    expect(twin.world.principals).toHaveLength(1);
    await store.transact((repos) => cancelSender(repos, { senderId: sender.id, actorId: 'p-owner' }));
    expect(await end).toBe('done');
    const { world } = twin;
    expect([world.applications, world.principals, world.passwords, world.assignments]).toEqual([[], [], [], []]);
    expect([world.mailFroms, world.smtpUsernames, world.vault]).toEqual([[], [], []]);
    expect((await read()).sender.state).toBe('cancelled');
  });

  test('cancelled before the application is visible: waits for it rather than leaving it', async () => {
    const { twin, life, sender, store, clock } = await provisioning();
    twin.options.lag = 20_000;
    const end = converge(life(), sender.id, never());
    await clock.wait(2_000);
    await store.transact((repos) => cancelSender(repos, { senderId: sender.id, actorId: 'p-owner' }));
    expect(await end).toBe('done');
    expect(twin.world.applications).toEqual([]);
  });

  test('retired: passwords go before the vault, the principal before the application', async () => {
    const { twin, life, sender, read, store, clock } = await provisioning({ smtpUsername: 'billing-smtp' });
    await converge(life(), sender.id, never());
    clock.jump(3_600_000);
    const calls = twin.calls.length;
    await store.transact((repos) => retireSender(repos, { senderId: sender.id, actorId: 'p-owner' }));
    expect(await converge(life(), sender.id, never())).toBe('done');
    const order = twin.calls.slice(calls).flatMap(({ call }) => (/^(remove|delete)/.test(call) ? [call] : []));
    expect(order).toEqual([
      'removePassword',
      'remove',
      'removeSmtpUsername',
      'removeAssignment',
      'removeMailFrom',
      'deletePrincipal',
      'deleteApplication',
    ]);
    const after = await read();
    expect(after.sender.state).toBe('retired');
    expect(after.credentials.map((each) => each.state)).toEqual(['removed']);
    const types = store.tables().audit.map((event) => event.type);
    expect(types.indexOf('sender-retired')).toBeLessThan(types.indexOf('resource-removed'));
  });

  test('a MailFrom address that was there before is used and left', async () => {
    const { twin, life, sender, store, clock } = await provisioning();
    twin.world.mailFroms.push({ name: 'invoices', username: 'invoices', displayName: 'Old name' });
    await converge(life(), sender.id, never());
    expect(twin.world.mailFroms[0]?.displayName).toBe('Old name');
    clock.jump(3_600_000);
    await store.transact((repos) => retireSender(repos, { senderId: sender.id, actorId: 'p-owner' }));
    await converge(life(), sender.id, never());
    expect(twin.world.mailFroms).toHaveLength(1);
    expect(twin.world.applications).toEqual([]);
  });

  test('the same address under a resource name of somebody’s own is used and left too', async () => {
    const { twin, life, sender } = await provisioning();
    twin.world.mailFroms.push({ name: 'their-own', username: 'invoices', displayName: 'Old name' });
    expect(await converge(life(), sender.id, never())).toBe('done');
    expect(twin.world.mailFroms).toHaveLength(1);
  });
});

test('what a person removed after the proof is not put back: it stops, says what, and is ready again when restored', async () => {
  const { twin, life, sender, read, clock } = await provisioning();
  await converge(life(), sender.id, never());
  clock.jump(3_600_000);
  const gone = twin.world.assignments.splice(0);
  expect(await converge(life(), sender.id, never())).toBe('needs-person');
  expect(twin.world.assignments).toEqual([]);
  const stopped = await read();
  expect(stopped.sender.state).toBe('stopped');
  expect(stopped.tasks).toMatchObject([{ code: 'removed-by-person', state: 'open' }]);
  expect(stopped.tasks[0]?.why).toContain('role "SMTP sender" on acs-prod');
  twin.world.assignments.push(...gone);
  expect(await converge(life(), sender.id, never())).toBe('done');
  expect((await read()).sender.state).toBe('ready');
  expect((await read()).tasks).toEqual([]);
});
