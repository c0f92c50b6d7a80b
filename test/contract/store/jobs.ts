import { describe, expect, test } from 'vitest';
import type { Store } from '../../../adapters/postgres/open-store.ts';
import { SendpassError } from '../../../src/shared/errors.ts';
import { newId } from '../../../src/shared/ids.ts';
import { converge, handlers } from '../../support/store-samples.ts';
import type { MakeDatabase } from './database.ts';

const enqueue = (store: Store, key: string, afterMs?: number): Promise<void> =>
  store.transact(({ jobs }) => jobs.enqueue(converge(key), afterMs));

/** A promise with its resolve function, to wait for what happens in a job. */
const signal = <Value = void>() => Promise.withResolvers<Value>();

export function jobsContract(make: MakeDatabase): void {
  test('a job starts after the commit and finds what was committed with it', async () => {
    const store = await (await make()).open();
    const seen = signal<string | undefined>();
    await store.startJobs(
      handlers({
        converge: async () => seen.resolve((await store.transact(({ settings }) => settings.get('paused')))?.value),
      }),
    );
    await store.transact(async ({ jobs, settings }) => {
      await jobs.enqueue(converge('a'));
      await new Promise((resolve) => setTimeout(resolve, 20));
      await settings.set('paused', 'written after the enqueue');
    });
    expect(await seen.promise).toBe('written after the enqueue');
  });

  test('while one waits no second is added; while one runs one more may wait; the same key never runs twice at once', async () => {
    const store = await (await make()).open();
    const [started, go, over] = [signal(), signal(), signal()];
    let [runs, atOnce, most] = [0, 0, 0];
    for (let no = 0; no < 5; no++) await enqueue(store, 'k');
    await store.startJobs(
      handlers({
        converge: async () => {
          most = Math.max(most, ++atOnce);
          if (++runs === 1) {
            started.resolve();
            await go.promise;
          }
          atOnce--;
          if (runs === 2) over.resolve();
        },
      }),
    );
    await started.promise;
    await Promise.all(Array.from({ length: 5 }, () => enqueue(store, 'k')));
    go.resolve();
    await over.promise;
    await store.stopJobs();
    expect({ runs, most }).toEqual({ runs: 2, most: 1 });
  });

  test('a key at work keeps no other key waiting, not even with its successor at the head of the queue', async () => {
    const store = await (await make()).open();
    const [started, go, other] = [signal(), signal(), signal()];
    await store.startJobs(
      handlers({
        converge: async ({ senderId }) => {
          if (senderId === 'other') return other.resolve();
          started.resolve();
          await go.promise;
        },
      }),
    );
    await enqueue(store, 'slow');
    await started.promise;
    await enqueue(store, 'slow');
    await enqueue(store, 'other');
    await expect(other.promise).resolves.toBeUndefined();
    go.resolve();
  });

  test('a change is never lost: after the last commit somebody looks once more', async () => {
    const store = await (await make()).open();
    const looked = new Map<string, string>();
    await store.startJobs(
      handlers({
        converge: async ({ senderId }) => {
          const row = await store.transact(({ senders }) => senders.listByOwner(senderId).then(() => undefined));
          expect(row).toBeUndefined();
          const value = await store.transact(({ settings }) => settings.get('paused'));
          looked.set(senderId, value?.value ?? '');
        },
      }),
    );
    const last = 150;
    for (let no = 1; no <= last; no++)
      await store.transact(async ({ settings, jobs }) => {
        await settings.set('paused', String(no));
        for (const key of ['a', 'b']) await jobs.enqueue(converge(key));
      });
    await expect.poll(() => [looked.get('a'), looked.get('b')], { timeout: 20_000 }).toEqual([`${last}`, `${last}`]);
  });

  test('a delayed job starts in its time, and at once when it is asked for again without delay', async () => {
    const store = await (await make()).open();
    const [delayed, pulled] = [signal<number>(), signal()];
    await store.startJobs(
      handlers({
        converge: async ({ senderId }) => {
          if (senderId === 'delayed') delayed.resolve(Date.now());
          else pulled.resolve();
        },
      }),
    );
    const asked = Date.now();
    await enqueue(store, 'delayed', 1200);
    await enqueue(store, 'delayed', 60_000);
    await enqueue(store, 'pulled', 3_600_000);
    await enqueue(store, 'pulled');
    await pulled.promise;
    const waited = (await delayed.promise) - asked;
    expect(waited).toBeGreaterThanOrEqual(1190);
    // pg-boss on its own would look again after 30 s.
    expect(waited).toBeLessThan(15_000);
  });

  describe('a job that throws', () => {
    test('is repeated, no sooner than the error says, and leaves only kind, code and advice in its row', async () => {
      const database = await make();
      const store = await database.open();
      const times: number[] = [];
      const twice = signal();
      await store.startJobs(
        handlers({
          converge: async () => {
            times.push(Date.now());
            if (times.length === 1)
              throw new SendpassError({
                code: 'throttled',
                kind: 'retryable',
                advice: 'Wait.',
                retryAfterMs: 1500,
                cause: new Error('PLANTED'),
              });
            if (times.length === 2) throw new Error('PLANTED');
            twice.resolve();
          },
        }),
      );
      await enqueue(store, 'k');
      await twice.promise;
      expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(1490);
      await store.close();
      const rows = await database.rows(`select output, state from sendpass_jobs.job where name = 'converge'`);
      expect(JSON.stringify(rows)).not.toContain('PLANTED');
      expect(rows).toHaveLength(1);
    });

    test('does not hold back what was asked for meanwhile, nor run twice for it', async () => {
      const database = await make();
      const store = await database.open();
      const [started, go, over] = [signal(), signal(), signal()];
      let runs = 0;
      await store.startJobs(
        handlers({
          converge: async () => {
            if (++runs === 2) return over.resolve();
            started.resolve();
            await go.promise;
            throw new SendpassError({ code: 'broken', kind: 'retryable', advice: 'Wait.' });
          },
        }),
      );
      await enqueue(store, 'k');
      await started.promise;
      await enqueue(store, 'k');
      go.resolve();
      await over.promise;
      await store.close();
      expect(runs).toBe(2);
      const rows = await database.rows(
        `select output from sendpass_jobs.job where name = 'converge' and output is not null`,
      );
      expect(rows).toEqual([{ output: { kind: 'retryable', code: 'broken', advice: 'Wait.' } }]);
    });
  });

  test('stopping asks what runs to end, waits for it, and starts nothing new', async () => {
    const store = await (await make()).open();
    const started = signal();
    let ended = false;
    let late = false;
    await store.startJobs(
      handlers({
        converge: async ({ senderId }, aborted) => {
          if (senderId === 'late') late = true;
          started.resolve();
          await new Promise<void>((resolve) => aborted.addEventListener('abort', () => setTimeout(resolve, 100)));
          ended = true;
        },
      }),
    );
    await enqueue(store, 'k');
    await started.promise;
    const stopped = store.stopJobs();
    await enqueue(store, 'late');
    await stopped;
    expect({ ended, late }).toEqual({ ended: true, late: false });
  });

  test('what was asked for while nothing ran waits for the next start', async () => {
    const database = await make();
    const key = newId();
    const first = await database.open();
    await enqueue(first, key);
    await first.close();
    const again = await database.open();
    const ran = signal<string>();
    await again.startJobs(handlers({ converge: async ({ senderId }) => ran.resolve(senderId) }));
    expect(await ran.promise).toBe(key);
  });

  test('scheduled jobs run once at every start', async () => {
    const database = await make();
    for (let start = 0; start < 2; start++) {
      const store = await database.open();
      const ran = { clock: signal(), expire: signal(), see: signal(), tidy: signal() };
      await store.startJobs(
        handlers({
          'approval-clock': async () => ran.clock.resolve(),
          'expire-requests': async () => ran.expire.resolve(),
          'see-approvers': async () => ran.see.resolve(),
          tidy: async () => ran.tidy.resolve(),
        }),
      );
      await Promise.all(Object.values(ran).map(({ promise }) => promise));
      await store.close();
    }
    const rows = await database.rows(`select name from sendpass_jobs.job where state < 'active' order by name`);
    const scheduled = ['approval-clock', 'expire-requests', 'see-approvers', 'tidy'];
    expect(rows).toEqual(scheduled.map((name) => ({ name })));
  });

  test('no more run at once than the store allows', async () => {
    const store = await (await make()).open();
    const limit = store.kind === 'pglite' ? 16 : 50;
    const go = signal();
    let [atOnce, most, done] = [0, 0, 0];
    await store.transact(async ({ jobs }) => {
      for (let no = 0; no < 60; no++) await jobs.enqueue(converge(`k${no}`));
    });
    await store.startJobs(
      handlers({
        converge: async () => {
          most = Math.max(most, ++atOnce);
          if (atOnce === limit) setTimeout(go.resolve, 300);
          await go.promise;
          atOnce--;
          done++;
        },
      }),
    );
    await expect.poll(() => done, { timeout: 20_000 }).toBe(60);
    expect(most).toBe(limit);
  });
}
