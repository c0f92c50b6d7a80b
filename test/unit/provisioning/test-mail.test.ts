import { beforeEach, describe, expect, test } from 'vitest';
import { converge } from '../../../src/provisioning/converge.ts';
import { askTestMail, sendTestMail } from '../../../src/provisioning/send-test-mail.ts';
import { failure } from '../../support/cloud-twin.ts';
import { never, provisioning } from '../../support/provisioning-bench.ts';

type Bench = Awaited<ReturnType<typeof provisioning>>;
let bench: Bench;

/** Runs waiting test-mail jobs, each when it is due; false when there was none. */
async function runJobs({ store, clock, life }: Bench): Promise<boolean> {
  const jobs = store.takeJobs().filter((each) => each.job.name === 'test-mail');
  for (const { job, afterMs } of jobs) {
    clock.jump(afterMs);
    if (job.name === 'test-mail') await sendTestMail(life(), job.data);
  }
  return jobs.length > 0;
}
const ask = (): ReturnType<typeof askTestMail> =>
  bench.store.transact((repos) => askTestMail(repos, { senderId: bench.sender.id, askedBy: 'p-owner' }, bench));

beforeEach(async () => {
  bench = await provisioning();
  await converge(bench.life(), bench.sender.id, never());
});

describe('the mail that follows the proof', () => {
  test('goes to the owner, from the sender’s address, and finishes its step', async () => {
    await runJobs(bench);
    expect(bench.twin.world.mails).toMatchObject([{ to: 'p-owner@contoso.com', from: 'invoices@mail.contoso.com' }]);
    expect(bench.twin.world.mails[0]?.text).toContain(bench.sender.requestId);
    expect((await bench.read()).step('test-mail').state).toBe('done');
    expect(bench.store.tables().audit.map((event) => event.type)).toContain('test-mail-sent');
  });

  test('after a lost reply the same mail is repeated under the same Message-ID', async () => {
    bench.twin.faults.push({ call: 'send', when: 'after', fail: failure('retryable', 'smtp-unreachable') });
    while (await runJobs(bench));
    const ids = bench.twin.world.mails.map((mail) => mail.messageId);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  test('while the relay is busy it says so and comes back', async () => {
    bench.twin.faults.push({ call: 'send', when: 'before', times: 3, fail: failure('retryable', 'smtp-busy', 60_000) });
    await runJobs(bench);
    expect((await bench.read()).step('test-mail')).toMatchObject({ state: 'waiting', reasonCode: 'smtp-busy' });
    while (await runJobs(bench));
    expect(bench.twin.world.mails).toHaveLength(1);
  });

  test('what only a person can mend ends it with a reason', async () => {
    bench.twin.faults.push({ call: 'send', when: 'before', fail: failure('needs-person', 'smtp-refused') });
    while (await runJobs(bench));
    expect(await bench.store.repos.mailIntents.latest(bench.sender.id)).toMatchObject({ state: 'failed' });
    expect((await bench.read()).sender.state).toBe('ready');
  });

  test('without a known address it is not sent, and the sender is ready all the same', async () => {
    const other = await provisioning({ owners: ['p-nobody'] });
    await converge(other.life(), other.sender.id, never());
    const { sender, step } = await other.read();
    expect(sender.state).toBe('ready');
    expect(step('test-mail').reasonCode).toBe('no-address');
  });
});

describe('asked for by a person', () => {
  test('right after the proof, then at most one a minute', async () => {
    await runJobs(bench);
    expect(await ask()).toEqual({ ok: true, toAddress: 'p-owner@contoso.com' });
    expect(await ask()).toMatchObject({ ok: false, refused: expect.stringContaining('on its way') });
    await runJobs(bench);
    expect(await ask()).toMatchObject({ ok: false, refused: expect.stringContaining('minute') });
    bench.clock.jump(61_000);
    expect(await ask()).toMatchObject({ ok: true });
  });

  test('only of a sender that is ready', async () => {
    const { sender } = await bench.read();
    await bench.store.repos.senders.update({ ...sender, state: 'stopped' });
    expect(await ask()).toMatchObject({ ok: false });
  });
});

test('all of Sendpass’s own mails together stay within a tenth of the quota', async () => {
  await runJobs(bench);
  const times: number[] = [];
  for (let mail = 0; mail < 24; mail++) {
    await bench.store.repos.mailIntents.save({
      id: `m${mail}`,
      senderId: bench.sender.id,
      routeId: null,
      to: 'p-owner',
      toAddress: 'p-owner@contoso.com',
      messageId: `<${mail}@x>`,
      state: 'intended',
      reason: null,
      askedBy: 'p-owner',
      createdAt: new Date(bench.clock.at() + mail),
      sentAt: null,
    });
    await bench.store.repos.jobs.enqueue({ name: 'test-mail', key: `m${mail}`, data: { mailId: `m${mail}` } });
  }
  const due = bench.store.takeJobs().map((each) => ({ ...each, at: bench.clock.at() + each.afterMs }));
  while (due.length > 0) {
    const next = due.toSorted((a, b) => a.at - b.at)[0]!;
    due.splice(due.indexOf(next), 1);
    bench.clock.jump(Math.max(0, next.at - bench.clock.at()));
    if (next.job.name !== 'test-mail') continue;
    const before = bench.twin.world.mails.length;
    await sendTestMail(bench.life(), next.job.data);
    if (bench.twin.world.mails.length > before) times.push(bench.clock.at());
    due.push(...bench.store.takeJobs().map((each) => ({ ...each, at: bench.clock.at() + each.afterMs })));
  }
  expect(times).toHaveLength(24);
  const most = (window: number): number =>
    Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + window).length));
  expect(most(55_000)).toBeLessThanOrEqual(4);
  expect(most(3_500_000)).toBeLessThanOrEqual(10);
});
