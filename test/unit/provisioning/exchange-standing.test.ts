import { expect, test } from 'vitest';
import { converge } from '../../../src/provisioning/converge.ts';
import { markTaskDone } from '../../../src/provisioning/mark-task-done.ts';
import { smtpSendRole } from '../../support/cloud-twin.ts';
import { exchangeDesired, provisioning } from '../../support/provisioning-bench.ts';

// What administrators take away from a proven sender on Exchange, where a person administers it: seen at the next look, never put back.

let bench: Awaited<ReturnType<typeof provisioning>>;
const never = (): AbortSignal => new AbortController().signal;
const look = () => converge(bench.life(), bench.sender.id, never());
const objectId = (): string => bench.twin.world.principals[0]!.id;
const grant = () => bench.twin.world.granted.push({ principalId: objectId(), ...smtpSendRole });

async function done(): Promise<void> {
  for (const { id } of (await bench.read()).tasks)
    await bench.store.transact((repos) => markTaskDone(repos, { taskId: id, actorId: 'p-approver' }));
}

/** Consented to, allowed in Exchange, proven an hour ago. */
async function ready(): Promise<void> {
  bench = await provisioning(exchangeDesired({ access: 'classic' }));
  expect(await look()).toBe('needs-person');
  grant();
  bench.twin.world.exchange.push({ objectId: objectId(), mailboxes: ['invoices@contoso.com'], shownAt: 0 });
  for (let each = 0; each < 4 && (await bench.read()).sender.state !== 'ready'; each++) {
    await done();
    await look();
  }
  expect((await bench.read()).sender.state).toBe('ready');
  bench.clock.jump(3_600_000);
}

test('consent withdrawn: the sender stops, the task says how to consent, and it is ready again when it is back', async () => {
  await ready();
  bench.twin.world.granted.splice(0);
  expect(await look()).toBe('needs-person');
  const stopped = await bench.read();
  expect(stopped.sender.state).toBe('stopped');
  expect(stopped.tasks).toMatchObject([{ code: 'consent-withdrawn', script: expect.stringContaining('adminconsent') }]);
  expect(bench.twin.world.granted).toEqual([]);
  grant();
  await done();
  expect(await look()).toBe('done');
  expect((await bench.read()).sender.state).toBe('ready');
});

test('its right in Exchange removed: the log-in shows it, and the task has the script', async () => {
  await ready();
  bench.twin.world.exchange.splice(0);
  expect(await look()).toBe('needs-person');
  const stopped = await bench.read();
  expect(stopped.sender.state).toBe('stopped');
  expect(stopped.tasks).toMatchObject([
    { code: 'exchange-access-removed', script: expect.stringContaining('New-ServicePrincipal') },
  ]);
});

test('mailbox deleted: the directory says so', async () => {
  await ready();
  bench.twin.world.exchange.splice(0);
  const directory = { findByAddress: async () => undefined };
  await converge({ ...bench.life(), directory }, bench.sender.id, never());
  expect((await bench.read()).tasks).toMatchObject([
    { code: 'exchange-mailbox-deleted', why: expect.stringContaining('invoices@contoso.com') },
  ]);
});

test('it may log in as another mailbox too: stopped, and the script only looks', async () => {
  await ready();
  bench.twin.world.exchange[0]!.mailboxes.push('outside@contoso.com');
  expect(await look()).toBe('needs-person');
  expect((await bench.read()).tasks).toMatchObject([
    { code: 'exchange-access-widened', why: expect.stringContaining('outside@contoso.com') },
  ]);
});

test('another reason takes the place of the first: one open task, and only what is wrong now', async () => {
  await ready();
  bench.twin.world.granted.splice(0);
  await look();
  grant();
  bench.twin.world.exchange.splice(0);
  await look();
  const now = await bench.read();
  expect(now.tasks).toMatchObject([{ code: 'exchange-access-removed' }]);
  expect(now.step('consent')).toMatchObject({ state: 'done', reason: null });
  expect(now.sender.state).toBe('stopped');
});
