import { describe, expect, test } from 'vitest';
import { converge } from '../../../src/provisioning/converge.ts';
import { hashOf } from '../../../src/provisioning/plan.ts';
import { cancelSender } from '../../../src/provisioning/cancel-sender.ts';
import { markTaskDone } from '../../../src/provisioning/mark-task-done.ts';
import { acsOf } from '../../../src/relays/acs.ts';
import type { Application } from '../../../src/provisioning/port-entra.ts';
import { definition, failure, ownAppId } from '../../support/cloud-twin.ts';
import { never, provisioning } from '../../support/provisioning-bench.ts';

type Bench = Awaited<ReturnType<typeof provisioning>>;

const done = async ({ store, read }: Bench): Promise<void> => {
  const { tasks } = await read();
  await store.transact((repos) => markTaskDone(repos, { taskId: tasks[0]!.id, actorId: 'p-approver' }));
};

const ours = {
  id: 'object-1',
  appId: 'app-1',
  uniqueName: 'sendpass-abc2345678-1',
  displayName: 'Squatter',
  notes: 'theirs',
  signInAudience: 'AzureADMyOrg',
  createdByAppId: ownAppId,
  tags: ['sendpass:installation:inst-1'],
  ownerIds: [] as string[],
  requiredResourceAccess: [],
  requiredResourceAccessCount: 0,
  federatedCredentialCount: 0,
  keyCredentialCount: 0,
  passwords: [] as Application['passwords'],
  shownAt: 0,
};

describe('an application under our name that is not ours', () => {
  test.each([
    ['somebody else registered it', { createdByAppId: 'other' }],
    ['it was registered by a person', { createdByAppId: null }],
    ['another installation made it', { tags: ['sendpass', 'sendpass:installation:other'] }],
    ['it has another owner', { ownerIds: ['u1'] }],
    ['it holds certificates', { keyCredentialCount: 1 }],
    ['it trusts federated credentials', { federatedCredentialCount: 1 }],
    ['it asks for API permissions', { requiredResourceAccessCount: 1 }],
    ['it holds a foreign secret', { passwords: [{ keyId: 'k', displayName: 'theirs', endsAt: new Date() }] }],
  ])('%s: stopped, named, nothing touched', async (_name, change) => {
    const bench = await provisioning();
    const squatter = { ...ours, ...change };
    bench.twin.world.applications.push(structuredClone(squatter));
    expect(await converge(bench.life(), bench.sender.id, never())).toBe('needs-person');
    expect(bench.twin.world.applications).toEqual([squatter]);
    expect(bench.twin.world.passwords).toEqual([]);
    const { sender, tasks, step } = await bench.read();
    expect(sender.state).toBe('needs-person');
    expect(tasks).toMatchObject([{ code: 'application-not-ours', state: 'open' }]);
    expect(tasks[0]?.why).toContain('app-1');
    expect(step('application').state).toBe('needs-person');
    expect(step('log-in').state).toBe('planned');
  });

  test('found only after the upsert said it existed: still stopped', async () => {
    const bench = await provisioning();
    bench.twin.world.applications.push({ ...ours, createdByAppId: 'other', shownAt: bench.clock.at() + 2_000 });
    expect(await converge(bench.life(), bench.sender.id, never())).toBe('needs-person');
    expect((await bench.read()).tasks).toMatchObject([{ code: 'application-not-ours' }]);
    expect(bench.twin.world.passwords).toEqual([]);
  });

  test('cancelling leaves it alone', async () => {
    const bench = await provisioning();
    const squatter = { ...ours, createdByAppId: 'other' };
    bench.twin.world.applications.push(structuredClone(squatter));
    await converge(bench.life(), bench.sender.id, never());
    await bench.store.transact((repos) => cancelSender(repos, { senderId: bench.sender.id, actorId: 'p-owner' }));
    expect(await converge(bench.life(), bench.sender.id, never())).toBe('done');
    expect(bench.twin.world.applications).toEqual([squatter]);
    expect((await bench.read()).sender.state).toBe('cancelled');
  });
});

describe('the role definition', () => {
  test('missing: a task with the script; goes on after Done', async () => {
    const bench = await provisioning();
    bench.twin.world.definition = undefined;
    expect(await converge(bench.life(), bench.sender.id, never())).toBe('needs-person');
    const { tasks } = await bench.read();
    expect(tasks).toMatchObject([{ code: 'role-definition-missing' }]);
    expect(tasks[0]?.script).toContain('Microsoft.Communication/EmailServices/write');
    bench.twin.world.definition = definition;
    await done(bench);
    expect(await converge(bench.life(), bench.sender.id, never())).toBe('done');
    expect((await bench.read()).tasks).toEqual([]);
    expect((await bench.read()).sender.state).toBe('ready');
  });

  test.each([
    ['another action', { actions: [...definition.actions, 'Microsoft.Authorization/*'] }],
    ['a star', { actions: ['*'] }],
    ['a data action', { dataActions: ['Microsoft.Communication/x/read'] }],
  ])('widened by %s: named, nothing assigned', async (_name, change) => {
    const bench = await provisioning();
    bench.twin.world.definition = { ...definition, ...change };
    expect(await converge(bench.life(), bench.sender.id, never())).toBe('needs-person');
    expect(bench.twin.world.assignments).toEqual([]);
    expect((await bench.read()).tasks).toMatchObject([{ code: 'role-definition-widened' }]);
  });

  test('spelt in another case it is the same definition', async () => {
    const bench = await provisioning();
    bench.twin.world.definition = { ...definition, actions: definition.actions.map((each) => each.toUpperCase()) };
    expect(await converge(bench.life(), bench.sender.id, never())).toBe('done');
  });
});

describe('a person is asked', () => {
  test('the quota does not allow another MailFrom: everything else is made, and Done that is not done asks again', async () => {
    const bench = await provisioning();
    bench.twin.faults.push({
      call: 'putMailFrom',
      when: 'before',
      times: 2,
      fail: failure('needs-person', 'mailfrom-quota'),
    });
    expect(await converge(bench.life(), bench.sender.id, never())).toBe('needs-person');
    const first = await bench.read();
    expect(first.tasks).toMatchObject([{ code: 'mailfrom-quota', state: 'open' }]);
    expect(first.tasks[0]?.script).toContain('40 mails an hour');
    expect(first.step('role').state).toBe('done');
    await done(bench);
    expect((await bench.read()).sender.state).toBe('setting-up');
    expect((await bench.read()).tasks).toMatchObject([{ state: 'checking', doneBy: 'p-approver' }]);
    expect(await converge(bench.life(), bench.sender.id, never())).toBe('needs-person');
    expect((await bench.read()).tasks).toMatchObject([{ id: first.tasks[0]?.id, state: 'open' }]);
    await done(bench);
    expect(await converge(bench.life(), bench.sender.id, never())).toBe('done');
    expect(bench.twin.world.passwords).toHaveLength(1);
  });

  test('the tenant refuses the lifetime: its limit is named', async () => {
    const bench = await provisioning();
    bench.twin.faults.push({
      call: 'addPassword',
      when: 'before',
      fail: failure('needs-person', 'secret-lifetime-refused'),
    });
    const deps = { ...bench.life(), maxSecretLifetime: async () => 'P90D' };
    expect(await converge(deps, bench.sender.id, never())).toBe('needs-person');
    expect((await bench.read()).tasks[0]?.why).toContain('it allows P90D');
  });

  test('somebody disabled the application: the token endpoint says so, SMTP alone would not', async () => {
    const bench = await provisioning();
    bench.twin.options.roleLag = 30_000;
    bench.twin.faults.push({
      call: 'prove',
      when: 'before',
      times: 3,
      fail: failure('needs-person', 'token-app-disabled'),
    });
    expect(await converge(bench.life(), bench.sender.id, never())).toBe('needs-person');
    expect((await bench.read()).step('log-in')).toMatchObject({
      state: 'needs-person',
      reasonCode: 'token-app-disabled',
    });
    await done(bench);
    bench.clock.jump(30_000);
    bench.twin.faults.splice(0);
    expect(await converge(bench.life(), bench.sender.id, never())).toBe('done');
    expect((await bench.read()).tasks).toEqual([]);
  });

  test('the short username is used by something else', async () => {
    const bench = await provisioning({ smtpUsername: 'billing-smtp' });
    bench.twin.world.smtpUsernames.push({ name: 'theirs', username: 'billing-smtp', appId: 'x' });
    expect(await converge(bench.life(), bench.sender.id, never())).toBe('needs-person');
    expect((await bench.read()).tasks).toMatchObject([{ code: 'smtp-username-taken' }]);
    expect(bench.twin.world.smtpUsernames).toHaveLength(1);
  });

  test('a permission is missing: vendor code and request id stand in the task', async () => {
    const bench = await provisioning();
    const fail = failure('needs-person', 'vault-permission-missing');
    Object.assign(fail, { vendor: { neighbour: 'vault', status: 403, code: 'Forbidden', requestId: 'req-9' } });
    bench.twin.faults.push({ call: 'put', when: 'before', fail });
    expect(await converge(bench.life(), bench.sender.id, never())).toBe('needs-person');
    expect((await bench.read()).tasks[0]?.why).toContain('req-9');
    await done(bench);
    expect(await converge(bench.life(), bench.sender.id, never())).toBe('done');
    expect(bench.twin.world.passwords).toHaveLength(1);
  });

  test('the sender wants something else than the approved request, hash and all: nothing is made', async () => {
    const bench = await provisioning();
    const sender = (await bench.read()).sender;
    const desired = { ...sender.desired, localPart: 'director' };
    await bench.store.repos.senders.update({ ...sender, desired, desiredHash: hashOf(desired) });
    expect(await converge(bench.life(), bench.sender.id, never())).toBe('needs-person');
    expect(bench.twin.calls).toEqual([]);
    expect((await bench.read()).tasks).toMatchObject([{ code: 'plan-changed' }]);
  });

  test('what would be made is not what was approved: nothing is made', async () => {
    const bench = await provisioning();
    const sender = (await bench.read()).sender;
    await bench.store.repos.senders.update({
      ...sender,
      desired: { ...acsOf(sender.desired), smtpUsername: 'sneaked-in' },
    });
    expect(await converge(bench.life(), bench.sender.id, never())).toBe('needs-person');
    expect(bench.twin.calls).toEqual([]);
    expect((await bench.read()).tasks).toMatchObject([{ code: 'plan-changed' }]);
  });
});

test.each(['requested', 'closed', 'cancelled', 'retired'] as const)(
  'nothing is made for a sender that is %s',
  async (state) => {
    const bench = await provisioning();
    const { sender } = await bench.read();
    await bench.store.repos.senders.update({ ...sender, state });
    expect(await converge(bench.life(), sender.id, never())).toBe('done');
    expect(bench.twin.calls).toEqual([]);
  },
);
