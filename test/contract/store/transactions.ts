import { describe, expect, test } from 'vitest';
import { verify } from '../../../src/audit/hash-chain.ts';
import { newId } from '../../../src/shared/ids.ts';
import type { JobName } from '../../../src/shared/port-jobs.ts';
import { at, converge, sender } from '../../support/store-samples.ts';
import type { MakeDatabase } from './database.ts';

const event = (subject: string, data: Record<string, unknown> = {}) => ({
  type: 'request-submitted' as const,
  actor: 'ann',
  subject,
  data,
});

export function transactionsContract(make: MakeDatabase): void {
  test('what throws leaves nothing behind: no row, no audit event, no job', async () => {
    const database = await make();
    const store = await database.open();
    const made = sender();
    const failing = store.transact(async ({ senders, audit, jobs }) => {
      await senders.insert(made);
      await audit.append(event('sender:x'));
      await jobs.enqueue(converge(made.id));
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toMatchObject({ kind: 'bug' });
    expect(await store.transact(({ senders }) => senders.get(made.id))).toBeUndefined();
    expect(await store.transact(({ audit }) => audit.list({}))).toEqual([]);
    await store.close();
    expect(await database.rows(`select * from sendpass_jobs.job where name = 'converge'`)).toEqual([]);
  });

  test('a transaction within a transaction is refused at once instead of waiting for ever', async () => {
    const store = await (await make()).open();
    await store.transact(async () => {
      await expect(store.transact(async () => 'never')).rejects.toMatchObject({
        kind: 'bug',
        code: 'nested-transaction',
      });
    });
    // Work that was only started in there may go on after its end.
    let floating: Promise<string> | undefined;
    await store.transact(async () => {
      floating = new Promise<void>((resolve) => setImmediate(resolve))
        .then(() => new Promise((resolve) => setTimeout(resolve, 50)))
        .then(() => store.transact(async () => 'done'));
    });
    expect(await floating).toBe('done');
  });

  test('the first job of every queue may be asked for inside a transaction', async () => {
    const database = await make();
    const store = await database.open();
    const names: JobName[] = [
      'converge',
      'show-card',
      'handle-message',
      'test-mail',
      'sweep',
      'expire-requests',
      'tidy',
    ];
    await store.transact(async ({ jobs }) => {
      for (const name of names) await jobs.enqueue({ name, key: 'k', data: {} } as never);
    });
    await store.close();
    const rows = await database.rows(`select name from sendpass_jobs.job`);
    expect(rows.map(({ name }) => String(name)).toSorted()).toEqual(names.toSorted());
  });

  test('transactions that were started together all end, and see each other whole', async () => {
    const store = await (await make()).open();
    const made = sender({ revealCount: 0 });
    await store.transact(({ senders }) => senders.insert(made));
    const attempts = await Promise.all(
      Array.from({ length: 60 }, () =>
        store
          .transact(async ({ senders }) => {
            const seen = await senders.get(made.id);
            await senders.update({ ...seen!, revealCount: seen!.revealCount + 1 });
          })
          .then(
            () => 1,
            () => 0,
          ),
      ),
    );
    const after = await store.transact(({ senders }) => senders.get(made.id));
    expect(after?.revealCount).toBe(attempts.reduce<number>((sum, one) => sum + one, 0));
  });

  describe('audit', () => {
    test('is a chain over everything, in the order of the commits, that verifies', async () => {
      const store = await (await make()).open();
      await Promise.all(
        Array.from({ length: 40 }, (_, no) =>
          store.transact(async ({ audit, settings }) => {
            await audit.append(
              event('settings', { no, when: at, nothing: undefined, nested: { b: 1, a: ['ü', 1e21] } }),
            );
            await settings.set('paused', `${no}`);
            await audit.append(event(`sender:${no % 2}`));
          }),
        ),
      );
      const events = await store.transact(({ audit }) => audit.list({ limit: 1000 }));
      expect(verify(events)).toEqual({ ok: true, head: { seq: 80, hash: events.at(-1)!.hash } });
      const mine = await store.transact(({ audit }) => audit.list({ subject: 'sender:1', afterSeq: 10, limit: 5 }));
      expect(mine).toHaveLength(5);
      expect(mine.every(({ subject, seq }) => subject === 'sender:1' && seq > 10)).toBe(true);
    });

    test('is written last: two transactions in opposite order do not stop each other', async () => {
      const store = await (await make()).open();
      const [one, two] = [sender(), sender()];
      await store.transact(async ({ senders }) => {
        await senders.insert(one);
        await senders.insert(two);
      });
      const rounds = Array.from({ length: 20 }, (_, no) => [
        store.transact(async ({ senders, audit, jobs }) => {
          await audit.append(event(`first:${no}`));
          await jobs.enqueue(converge('a'));
          await jobs.enqueue(converge('b'));
          const seen = await senders.get(one.id);
          await senders.update(seen!).catch(() => undefined);
        }),
        store.transact(async ({ senders, audit, jobs }) => {
          const seen = await senders.get(one.id);
          await senders.update(seen!).catch(() => undefined);
          await jobs.enqueue(converge('b'));
          await jobs.enqueue(converge('a'));
          await audit.append(event(`second:${no}`));
        }),
      ]).flat();
      await Promise.all(rounds);
      expect(await store.transact(({ audit }) => audit.list({ limit: 1000 }))).toHaveLength(40);
    });

    test('the past cannot be changed by a statement', async () => {
      const database = await make();
      const store = await database.open();
      await store.transact(({ audit }) => audit.append(event('settings')));
      await store.close();
      await expect(database.rows(`update audit_events set actor = 'nobody'`)).rejects.toThrow('append-only');
      await expect(database.rows(`delete from audit_events`)).rejects.toThrow('append-only');
    });
  });

  describe('installation', () => {
    test('its id is made once and stays', async () => {
      const database = await make();
      const first = await database.open();
      await first.close();
      const again = await database.open();
      expect(again.installationId).toBe(first.installationId);
      expect(again.installationId).toMatch(/^[2-9a-z]{10}$/);
      const other = await (await make()).open();
      expect(other.installationId).not.toBe(first.installationId);
    });

    test('a database that belongs to one cloud refuses another', async () => {
      const database = await make();
      const fingerprint = newId();
      const store = await database.open();
      await store.stampCloud(fingerprint);
      await store.close();
      const again = await database.open();
      await again.stampCloud(fingerprint);
      await expect(again.stampCloud(newId())).rejects.toMatchObject({ kind: 'needs-person', code: 'other-cloud' });
    });

    test('check says whether the database answers', async () => {
      const store = await (await make()).open();
      expect(await store.check()).toEqual({ ok: true });
      await store.close();
      expect(await store.check()).toMatchObject({ ok: false });
    });
  });
}
