import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { backup, moveStore, restore } from '../../adapters/postgres/backup.ts';
import { makeTemplate } from '../../adapters/postgres/build-template.ts';
import { openStore } from '../../adapters/postgres/open-store.ts';
import type { Store } from '../../adapters/postgres/open-store.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { startPostgres, whyNoPostgres } from '../support/postgres.ts';
import type { Server } from '../support/postgres.ts';
import { converge, handlers, personalChat, quiet, request, sender } from '../support/store-samples.ts';

// Everything that is known goes from any store into any other, and the work that waited is done there.

const why = whyNoPostgres();
const inCi = (process.env['CI'] ?? '') !== '';
const folder = mkdtempSync(join(tmpdir(), 'sendpass-backup-'));
let server: Server | undefined;
let made = 0;
type Place = { dataDir: string } | { url: string };
const places: Record<'pglite' | 'postgres', () => Place> = {
  pglite: () => ({ dataDir: join(folder, `data-${++made}`) }),
  postgres: () => ({ url: server!.createDatabase() }),
};
const inLog = (place: Place) => ({ ...place, logger: quiet });

beforeAll(async () => {
  await makeTemplate();
  if (why === undefined || inCi) server = startPostgres();
});
afterAll(() => {
  server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function withStore<Result>(place: Place, work: (store: Store) => Promise<Result>): Promise<Result> {
  const store = await openStore({ ...place, logger: quiet, clock: systemClock });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const billing = sender({ name: 'Billing \u2028 "quoted" ☂ \\ end' });
const asked = request({ senderId: billing.id });

/** A sender, a request, a trail, a cloud, and a job that waits. */
async function fill(place: Place): Promise<string> {
  return withStore(place, async (store) => {
    await store.stampCloud('this-cloud');
    await store.transact(async ({ senders, requests, audit, jobs, conversations }) => {
      await conversations.remember(personalChat('ann'));
      await senders.insert(billing);
      await requests.insert(asked);
      for (const type of ['request-submitted', 'request-approved'] as const)
        await audit.append({ type, actor: 'ann', subject: `request:${asked.id}`, data: { big: 2 ** 52 } });
      await jobs.enqueue(converge(billing.id));
    });
    return store.installationId;
  });
}

async function check(place: Place, installationId: string): Promise<void> {
  await withStore(place, async (store) => {
    expect(store.installationId).toBe(installationId);
    await expect(store.stampCloud('another-cloud')).rejects.toMatchObject({ code: 'other-cloud' });
    const seen = await store.transact(async ({ senders, requests, audit }) => {
      const found = { sender: await senders.get(billing.id), request: await requests.get(asked.id) };
      // The chain goes on where it ended: its head and its counter came along.
      await audit.append({ type: 'request-denied', actor: 'ann', subject: `request:${asked.id}`, data: {} });
      return found;
    });
    expect(seen).toEqual({ sender: billing, request: asked });
    const ran = Promise.withResolvers<unknown>();
    await store.startJobs(handlers({ converge: async (data) => ran.resolve(data) }));
    expect(await ran.promise).toEqual({ senderId: billing.id });
  });
}

const linesIn = (path: string): string[] => gunzipSync(readFileSync(path)).toString('utf8').split('\n');

async function counters(place: Place): Promise<string[]> {
  const path = join(folder, `counters-${++made}.gz`);
  await backup(inLog(place), path);
  const found = linesIn(path).filter((line) => line.startsWith('#sequence'));
  expect(found.join()).toContain('conversations_remembered');
  return found.toSorted();
}

const kinds = ['pglite', 'postgres'] as const;
describe.each(kinds.flatMap((from) => kinds.map((to) => ({ from, to }))))('$from → $to', ({ from, to }) => {
  const needs = from === 'postgres' || to === 'postgres';

  test.skipIf(needs && why !== undefined && !inCi)(
    'is the same installation afterwards, and the old place stays as it was',
    async () => {
      const [source, target] = [places[from](), places[to]()];
      const id = await fill(source);
      await moveStore(inLog(source), inLog(target), systemClock);
      // Counters too: a number given twice would put a card before one that is older.
      expect(await counters(target)).toEqual(await counters(source));
      await check(target, id);
      await check(source, id);
    },
  );
});

describe('a backup', () => {
  const path = join(folder, 'one.gz');
  let source: Place;
  beforeAll(async () => {
    source = places.pglite();
    await fill(source);
    await backup(inLog(source), path);
  });
  const into = (file: string, place = places.pglite()) => restore(inLog(place), file, systemClock);
  const changed = (name: string, change: (text: string) => string): string => {
    const copy = join(folder, name);
    writeFileSync(copy, gzipSync(change(gunzipSync(readFileSync(path)).toString('utf8'))));
    return copy;
  };

  test('is for its maker’s eyes, and never written over', async () => {
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
    await expect(backup(inLog(source), path)).rejects.toMatchObject({ code: 'backup-not-written' });
  });

  test('is not restored over something', async () => {
    await expect(into(path, source)).rejects.toMatchObject({ code: 'database-not-empty' });
  });

  test.each([
    ['cut off', 'backup-damaged', (text: string) => text.slice(0, -200)],
    ['changed', 'backup-damaged', (text: string) => text.replace('"ann"', '"eve"')],
    ['of another release', 'backup-other-release', (text: string) => text.replace('0001-first', '0000-older')],
    ['something else', 'backup-unreadable', () => 'hello\n'],
  ])('that is %s is refused, and leaves nothing behind', async (what, code, change) => {
    const place = places.pglite();
    await expect(into(changed(`${what}.gz`, change), place)).rejects.toMatchObject({ code, kind: 'needs-person' });
    // Still unused: the whole one goes in.
    await into(path, place);
    await withStore(place, (store) =>
      expect(store.transact(({ senders }) => senders.get(billing.id))).resolves.toEqual(billing),
    );
  });

  test('cannot be made of a folder that is in use', async () => {
    await withStore(source, () =>
      expect(backup(inLog(source), join(folder, 'busy.gz'))).rejects.toMatchObject({ code: 'data-dir-in-use' }),
    );
  });
});

test.skipIf(why !== undefined && !inCi)(
  'of a server in use holds the work that is being done: it is done again elsewhere',
  async () => {
    const place = places.postgres();
    await fill(place);
    const path = join(folder, 'in-use.gz');
    await withStore(place, async (store) => {
      const [begun, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      await store.startJobs(handlers({ converge: () => (begun.resolve(), done.promise) }));
      await begun.promise;
      await backup(inLog(place), path);
      done.resolve();
    });
    expect(linesIn(path).filter((line) => line.startsWith('#job') && line.includes(billing.id))).toHaveLength(1);
  },
);
