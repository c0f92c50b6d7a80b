import { expect, test } from 'vitest';
import { converge } from '../../../src/provisioning/converge.ts';
import { markTaskDone } from '../../../src/provisioning/mark-task-done.ts';
import { watchAll } from '../../../src/watch/watch-all.ts';
import type { WatchDeps } from '../../../src/watch/watch-deps.ts';
import { watchSender } from '../../../src/watch/watch-sender.ts';
import { failure, smtpSendRole } from '../../support/cloud-twin.ts';
import { exchangeDesired, never, provisioning } from '../../support/provisioning-bench.ts';

// The regular look at a proven sender: rows that say what was seen, and converge asked where sender and world disagree.

const everyMs = 3_600_000;
type Bench = Awaited<ReturnType<typeof provisioning>>;

const depsOf = (bench: Bench): WatchDeps => ({ ...bench.life(), transact: bench.store.transact, everyMs });
const look = (bench: Bench) => watchSender(depsOf(bench), { senderId: bench.sender.id }, never());
const rows = async (bench: Bench) => bench.store.repos.watchResults.of(bench.sender.id);
const row = async (bench: Bench, check: string) => (await rows(bench)).find((each) => each.check === check);

/** Runs what was asked for, until nothing more is: what the job queue does. */
async function work(bench: Bench): Promise<string[]> {
  const ran: string[] = [];
  for (let jobs = bench.store.takeJobs(); jobs.length > 0; jobs = bench.store.takeJobs())
    for (const { job } of jobs) {
      if (job.name !== 'converge' && job.name !== 'watch-sender') continue;
      ran.push(job.name);
      if (job.name === 'converge') await converge(bench.life(), bench.sender.id, never());
      else await look(bench);
    }
  return ran;
}

async function proven(): Promise<Bench & { grant(): void }> {
  const bench = await provisioning(exchangeDesired({ access: 'classic' }));
  await converge(bench.life(), bench.sender.id, never());
  const objectId = bench.twin.world.principals[0]!.id;
  const grant = () => void bench.twin.world.granted.push({ principalId: objectId, ...smtpSendRole });
  grant();
  bench.twin.world.exchange.push({ objectId, mailboxes: ['invoices@contoso.com'], shownAt: 0 });
  for (let each = 0; each < 4 && (await bench.read()).sender.state !== 'ready'; each++) {
    for (const { id } of (await bench.read()).tasks)
      await bench.store.transact((repos) => markTaskDone(repos, { taskId: id, actorId: 'p-approver' }));
    await converge(bench.life(), bench.sender.id, never());
  }
  expect((await bench.read()).sender.state).toBe('ready');
  bench.clock.jump(everyMs);
  bench.store.takeJobs();
  return { ...bench, grant };
}

test('all is well: a row for each thing, and nobody is bothered', async () => {
  const bench = await proven();
  const told = bench.cards.changes.length;
  await look(bench);
  expect((await rows(bench)).map(({ check, result }) => [check, result])).toEqual(
    ['application', 'principal', 'consent', 'secret', 'exchange-access'].map((check) => [check, 'ok']),
  );
  expect(await work(bench)).toEqual([]);
  const afterFirst = bench.cards.changes.length;
  bench.clock.jump(everyMs);
  await look(bench);
  expect(bench.cards.changes.length).toBe(afterFirst);
  expect(afterFirst).toBeLessThanOrEqual(told + 1);
});

test('consent withdrawn: stopped once with one task, and ready again by itself when it is back', async () => {
  const bench = await proven();
  bench.twin.world.granted.splice(0);
  await look(bench);
  await work(bench);
  const { sender, tasks } = await bench.read();
  expect(sender.state).toBe('stopped');
  expect(tasks).toMatchObject([{ code: 'consent-withdrawn' }]);
  expect(bench.twin.world.granted).toEqual([]);
  bench.clock.jump(everyMs);
  await look(bench);
  expect(await work(bench)).toEqual([]);
  bench.grant();
  bench.clock.jump(everyMs);
  await look(bench);
  await work(bench);
  expect(await bench.read()).toMatchObject({ sender: { state: 'ready' }, tasks: [] });
  expect(await row(bench, 'consent')).toMatchObject({
    result: 'ok',
    cleared: { says: expect.stringContaining('withdrawn') },
  });
  const audited = (await bench.store.repos.audit.list({ subject: `sender:${sender.id}` })).map((each) => each.type);
  expect(audited.filter((type) => type === 'sender-stopped' || type === 'sender-restored')).toEqual([
    'sender-stopped',
    'sender-restored',
  ]);
});

test('a look that fails is unknown since then: neither health nor drift', async () => {
  const bench = await proven();
  await look(bench);
  bench.twin.faults.push({
    call: 'rolesGranted',
    when: 'before',
    times: 2,
    fail: failure('retryable', 'graph-broken'),
  });
  bench.clock.jump(everyMs);
  await look(bench);
  const { since } = (await row(bench, 'consent'))!;
  expect(await work(bench)).toEqual([]);
  bench.clock.jump(everyMs);
  await look(bench);
  expect(await row(bench, 'consent')).toMatchObject({ result: 'unknown', code: 'graph-broken' });
  expect((await row(bench, 'consent'))!.since.getTime()).toBe(since.getTime());
  expect((await row(bench, 'consent'))!.checkedAt.getTime()).toBeGreaterThan(since.getTime());
  expect((await bench.read()).sender.state).toBe('ready');
});

test('only what is due is looked at, spread over the round, and the round asks for itself again', async () => {
  const bench = await proven();
  const said: unknown[] = [];
  const logger = { ...bench.life().logger, info: (about: object, text: string) => void said.push({ text, ...about }) };
  await watchAll({ ...depsOf(bench), logger });
  // Outside, an alarm waits for this line.
  expect(said).toEqual([{ text: 'heartbeat', senders: 1, due: 1 }]);
  expect(bench.store.takeJobs()).toMatchObject([
    { job: { name: 'watch-sender', key: bench.sender.id }, afterMs: 0 },
    { job: { name: 'watch' }, afterMs: everyMs },
  ]);
  await look(bench);
  bench.clock.jump(60_000);
  await watchAll(depsOf(bench));
  expect(bench.store.takeJobs().map((each) => each.job.name)).toEqual(['watch']);
});

test('Sendpass takes a tenth of the time at most, however short the round', async () => {
  const bench = await proven();
  await look(bench);
  for (const result of await rows(bench)) await bench.store.repos.watchResults.save({ ...result, tookMs: 30_000 });
  const shortRound = { ...depsOf(bench), everyMs: 1_000 };
  bench.clock.jump(200_000);
  await watchAll(shortRound);
  expect(bench.store.takeJobs().map((each) => each.job.name)).toEqual(['watch']);
  bench.clock.jump(200_000);
  await watchAll(shortRound);
  expect(bench.store.takeJobs().map((each) => each.job.name)).toContain('watch-sender');
});

test('a sender that nobody watches, or that is gone, has no look', async () => {
  const bench = await provisioning();
  await converge(bench.life(), bench.sender.id, never());
  bench.store.takeJobs();
  await watchAll(depsOf(bench));
  expect(bench.store.takeJobs().map((each) => each.job.name)).toEqual(['watch']);
  await look(bench);
  expect(await rows(bench)).toEqual([]);
});

test('a person was asked because Exchange was broken: each round tries again without them, where that is possible', async () => {
  const bench = await provisioning(exchangeDesired());
  await converge(bench.life(), bench.sender.id, never());
  expect((await bench.read()).tasks).toMatchObject([{ code: 'exchange-admin-needed' }]);
  bench.store.takeJobs();
  await watchAll(depsOf(bench));
  expect(bench.store.takeJobs().map((each) => each.job.name)).toEqual(['watch']);
  const { exchangeAdmin } = bench.life();
  await watchAll({ ...depsOf(bench), exchangeAdmin: { ...exchangeAdmin, comesBack: true } });
  expect(bench.store.takeJobs().map((each) => each.job.name)).toEqual(['converge', 'watch']);
});
