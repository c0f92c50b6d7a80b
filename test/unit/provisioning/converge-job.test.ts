import { expect, test } from 'vitest';
import { convergeJob } from '../../../src/provisioning/converge-job.ts';
import { failure } from '../../support/cloud-twin.ts';
import { never, provisioning } from '../../support/provisioning-bench.ts';

test('what still waits comes back later, what is finished or needs a person does not', async () => {
  const bench = await provisioning();
  const fail = failure('retryable', 'graph-broken');
  bench.twin.faults.push({ call: 'upsertApplication', when: 'before', times: 10_000, fail });
  await convergeJob(bench.life(), { senderId: bench.sender.id }, never());
  const [again] = bench.store.takeJobs();
  expect(again?.job).toEqual({ name: 'converge', key: bench.sender.id, data: { senderId: bench.sender.id } });
  expect(again?.afterMs).toBeGreaterThan(30_000);
  bench.twin.faults.splice(0);
  await convergeJob(bench.life(), { senderId: bench.sender.id }, never());
  expect(bench.store.takeJobs().map((each) => each.job.name)).not.toContain('converge');
  expect((await bench.read()).sender.state).toBe('ready');
});

test('a stop of the process hands the work on at once', async () => {
  const bench = await provisioning();
  const stopping = new AbortController();
  const end = convergeJob(bench.life(), { senderId: bench.sender.id }, stopping.signal);
  await bench.clock.wait(2_000);
  stopping.abort();
  await end;
  expect(bench.store.takeJobs().find((each) => each.job.name === 'converge')?.afterMs).toBe(0);
  await convergeJob(bench.life(), { senderId: bench.sender.id }, never());
  expect((await bench.read()).sender.state).toBe('ready');
});
