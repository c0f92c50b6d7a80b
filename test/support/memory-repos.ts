import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import type { StoredAuditEvent } from '../../src/audit/event.ts';
import type { Repos } from '../../src/chat/repos.ts';
import type { RevealToken } from '../../src/credentials/port-reveals.ts';
import type { Person } from '../../src/people/person.ts';
import type { MailIntent } from '../../src/provisioning/port-mail-intents.ts';
import type { Task } from '../../src/provisioning/task.ts';
import type { MailRequest } from '../../src/requests/request.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Job } from '../../src/shared/port-jobs.ts';
import type { SettingKey } from '../../src/shared/port-settings.ts';
import type { Transact } from '../../src/shared/port-transaction.ts';
import { copy } from './copy.ts';
import { accountRepos, accountTables } from './memory-account-repos.ts';
import { chatRepos, chatTables } from './memory-chat-repos.ts';
import type { WatchResult } from '../../src/watch/watch-result.ts';
import { watchResultsOver } from './memory-watch-repo.ts';
import { radarOver, radarTables } from './memory-radar-repo.ts';
import { conflict, senderRepos, senderTables } from './memory-sender-repos.ts';

// All repositories in memory, with the rules the ports promise (compare-and-set, uniqueness, single use, one job per key). Rows are copied
// on the way in and out, so a test sees only what was saved.

export type QueuedJob = { job: Job; afterMs: number };

const emptyTables = () => ({
  ...senderTables(),
  ...chatTables(),
  ...radarTables(),
  ...accountTables(),
  watchResults: [] as WatchResult[],
  audit: [] as StoredAuditEvent[],
  people: new Map<string, Person>(),
  approvers: new Map<string, { id: string; since: Date }>(),
  requests: new Map<string, MailRequest>(),
  tasks: new Map<string, Task>(),
  mailIntents: new Map<string, MailIntent>(),
  reveals: new Map<string, RevealToken>(),
  settings: new Map<SettingKey, { value: string; at: Date }>(),
  jobs: [] as QueuedJob[],
});
export type Tables = ReturnType<typeof emptyTables>;

/** Keeps the present state; each call to a repository asks for it anew, because a rollback puts another in its place. */
type Held = { tables: Tables };

export type MemoryStore = {
  transact: Transact<Repos>;
  /** Outside of any transaction, for arranging and looking. */
  repos: Repos;
  tables(): Tables;
  /** Waiting jobs, oldest first; they are gone from the queue afterwards. */
  takeJobs(): QueuedJob[];
};

const realTime: Pick<Clock, 'now'> = { now: () => new Date() };

/** `transact` runs one transaction after the other and rolls back when its work throws; one within another is an error, as in the store. */
export function memoryStore(clock: Pick<Clock, 'now'> = realTime): MemoryStore {
  const held: Held = { tables: emptyTables() };
  const repos = reposOver(held, clock);
  const inside = new AsyncLocalStorage<true>();
  let last: Promise<unknown> = Promise.resolve();
  const transact: Transact<Repos> = (work) => {
    if (inside.getStore()) throw new Error('a transaction within a transaction hangs the real store');
    const run = last.then(async () => {
      const before = structuredClone(held.tables);
      try {
        return await inside.run(true, () => work(repos));
      } catch (thrown) {
        held.tables = before;
        throw thrown;
      }
    });
    last = run.catch(() => undefined);
    return run;
  };
  return {
    transact,
    repos,
    tables: () => held.tables,
    takeJobs: () => held.tables.jobs.splice(0),
  };
}

function reposOver(held: Held, clock: Pick<Clock, 'now'>): Repos {
  return {
    ...chatRepos(held),
    senders: senderRepos(held),
    audit: auditOver(held, clock),
    people: peopleOver(held),
    approvers: approversOver(held),
    ...accountRepos(held),
    requests: requestsOver(held),
    tasks: tasksOver(held),
    radar: radarOver(held),
    watchResults: watchResultsOver(held),
    mailIntents: mailIntentsOver(held),
    reveals: revealsOver(held),
    settings: {
      get: async (key) => copy(held.tables.settings.get(key)),
      set: async (key, value) => void held.tables.settings.set(key, { value, at: clock.now() }),
    },
    jobs: {
      async enqueue(job, afterMs = 0) {
        const waits = held.tables.jobs.some((each) => each.job.name === job.name && each.job.key === job.key);
        if (!waits) held.tables.jobs.push(copy({ job, afterMs }));
      },
    },
  };
}

function auditOver(held: Held, clock: Pick<Clock, 'now'>): Repos['audit'] {
  return {
    async append(...events) {
      for (const event of events) {
        const previousHash = held.tables.audit.at(-1)?.hash ?? '';
        const hash = createHash('sha256')
          .update(previousHash + JSON.stringify(event))
          .digest('hex');
        const seq = held.tables.audit.length + 1;
        held.tables.audit.push({ ...copy(event), seq, at: clock.now(), previousHash, hash });
      }
    },
    list: async ({ subject, types, afterSeq = 0, limit = Infinity }) =>
      copy(
        held.tables.audit
          .filter((event) => event.seq > afterSeq && (subject === undefined || event.subject === subject))
          .filter((event) => types === undefined || types.includes(event.type))
          .slice(0, limit),
      ),
  };
}

function peopleOver(held: Held): Repos['people'] {
  return {
    get: async (id) => copy(held.tables.people.get(id)),
    remember: async (person) => void held.tables.people.set(person.id, copy(person)),
    list: async (limit) =>
      copy([...held.tables.people.values()].toSorted((a, b) => a.name.localeCompare(b.name)).slice(0, limit)),
  };
}

function approversOver(held: Held): Repos['approvers'] {
  return {
    get: async (id) => copy(held.tables.approvers.get(id)),
    async add(approver) {
      if (!held.tables.approvers.has(approver.id)) held.tables.approvers.set(approver.id, copy(approver));
    },
    list: async () => copy([...held.tables.approvers.values()]),
    forget: async (id) => void held.tables.approvers.delete(id),
  };
}

function requestsOver(held: Held): Repos['requests'] {
  const oldestFirst = () =>
    [...held.tables.requests.values()].toSorted((a, b) => a.submittedAt.getTime() - b.submittedAt.getTime());
  return {
    get: async (id) => copy(held.tables.requests.get(id)),
    // One transaction runs after the other here.
    lock: async (id) => copy(held.tables.requests.get(id)),
    async insert(request) {
      if (held.tables.requests.has(request.id)) throw new Error(`request ${request.id} exists`);
      const open = oldestFirst().some((each) => each.senderId === request.senderId && each.state === 'pending');
      if (open && request.state === 'pending') throw conflict('request-open', 'Another one waits already.');
      held.tables.requests.set(request.id, copy(request));
    },
    async replacePending(request, seenVersion) {
      const stored = held.tables.requests.get(request.id);
      if (stored?.state !== 'pending' || stored.version !== seenVersion) return false;
      held.tables.requests.set(request.id, copy(request));
      return true;
    },
    listByState: async (state, limit) =>
      copy(
        oldestFirst()
          .filter((each) => each.state === state)
          .slice(0, limit),
      ),
    pendingFor: async (senderId) =>
      copy(oldestFirst().find((each) => each.senderId === senderId && each.state === 'pending')),
    latestMove: async (senderId) =>
      copy(oldestFirst().findLast((each) => each.senderId === senderId && each.kind === 'migrate')),
    countOpen: async (personId, now) =>
      oldestFirst().filter((each) => each.state === 'pending' && each.submittedBy === personId && each.expiresAt > now)
        .length,
    listExpired: async (now) =>
      copy(
        oldestFirst().filter((each) => each.state === 'pending' && each.expiresAt <= now && each.course.held === null),
      ),
  };
}

function tasksOver(held: Held): Repos['tasks'] {
  const all = () => [...held.tables.tasks.values()];
  return {
    get: async (id) => copy(held.tables.tasks.get(id)),
    open: async (senderId) => copy(all().filter((each) => each.senderId === senderId && each.state !== 'done')),
    waiting: async () => [
      ...new Set(
        all()
          .filter((each) => each.state !== 'done')
          .map((each) => each.senderId),
      ),
    ],
    list: async (senderId) => copy(all().filter((each) => each.senderId === senderId)),
    async save(task) {
      const same = all().find(
        (each) =>
          each.id !== task.id &&
          each.senderId === task.senderId &&
          each.generation === task.generation &&
          each.code === task.code &&
          each.state !== 'done',
      );
      if (!same || task.state === 'done') held.tables.tasks.set(task.id, copy(task));
    },
  };
}

function mailIntentsOver(held: Held): Repos['mailIntents'] {
  const all = () => [...held.tables.mailIntents.values()];
  return {
    get: async (id) => copy(held.tables.mailIntents.get(id)),
    save: async (intent) => void held.tables.mailIntents.set(intent.id, copy(intent)),
    countSince: async (from, senderId) =>
      all().filter((each) => each.createdAt >= from && (senderId === undefined || each.senderId === senderId)).length,
    latest: async (senderId) =>
      copy(
        all()
          .filter((each) => each.senderId === senderId)
          .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
          .at(-1),
      ),
  };
}

function revealsOver(held: Held): Repos['reveals'] {
  return {
    save: async (token) => void held.tables.reveals.set(token.hash, copy(token)),
    async use(hash, at) {
      const token = held.tables.reveals.get(hash);
      if (!token || token.usedAt !== null) return undefined;
      const used = { ...token, usedAt: at };
      held.tables.reveals.set(hash, used);
      return copy(used);
    },
    async forgetBefore(at) {
      for (const token of held.tables.reveals.values())
        if (token.createdAt < at) held.tables.reveals.delete(token.hash);
    },
  };
}
