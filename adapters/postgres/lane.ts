import type { JobName } from '../../src/shared/port-jobs.ts';
import { asStoreError } from './errors.ts';
import { limitOf } from './job-queues.ts';
import type { Running, RunnerDeps } from './running.ts';
import { runAndSettle } from './settle-job.ts';

/** One queue as this process works on it: fetches as many jobs as it has places free. */
export type Lane = {
  /** Something can be fetched now, or in `ms`. */
  wake(ms?: number): void;
  /** The key was asked for again: if it is at work, its successor starts the moment it ends. */
  follow(key: string): void;
  running(): Running[];
  /** Resolves when nothing is at work any more. */
  idle(): Promise<void>;
};

type Self = {
  deps: RunnerDeps;
  name: JobName;
  stopping: AbortSignal;
  running: Set<Running>;
  /** Jobs at work whose key waits for their end. */
  followed: Set<Running>;
  work: Set<Promise<void>>;
  fetching: boolean;
  /** Asked to fetch since the last fetch began. */
  again: boolean;
  /** The last fetch came back full. */
  more: boolean;
};

export function openLane(deps: RunnerDeps, name: JobName, stopping: AbortSignal): Lane {
  const flags = { fetching: false, again: false, more: false };
  const self: Self = { deps, name, stopping, running: new Set(), followed: new Set(), work: new Set(), ...flags };
  return {
    wake: (ms = 0) => {
      if (ms > 0) setTimeout(wake, ms, self).unref();
      else wake(self);
    },
    follow(key) {
      for (const job of self.running) if (job.key === key) self.followed.add(job);
    },
    running: () => [...self.running],
    async idle() {
      while (self.work.size > 0) await Promise.all(self.work);
    },
  };
}

function wake(self: Self): void {
  if (self.stopping.aborted) return;
  self.again = true;
  if (!self.fetching) keep(self, fetchAll(self));
}

function keep({ work }: Self, promise: Promise<void>): void {
  work.add(promise);
  void promise.finally(() => work.delete(promise));
}

async function fetchAll(self: Self): Promise<void> {
  const { deps, name, running } = self;
  const limit = limitOf(deps.engine.kind, name);
  self.fetching = true;
  try {
    while (self.again && !self.stopping.aborted && running.size < limit) {
      self.again = false;
      const free = limit - running.size;
      const heardAt = performance.now();
      const found = await deps.boss.fetch<object>(name, { batchSize: free, includeMetadata: true });
      self.more = found.length === free;
      for (const { id, singletonKey, retryCount, data } of found)
        keep(
          self,
          run(self, { id, name, key: singletonKey ?? '', retryCount, lost: new AbortController(), heardAt }, data),
        );
    }
  } catch (thrown) {
    deps.logger.warn({ queue: name, code: asStoreError(thrown).code }, 'jobs could not be fetched; trying again');
  } finally {
    self.fetching = false;
  }
}

async function run(self: Self, job: Running, data: object): Promise<void> {
  // An attempt of our own whose heartbeat lapsed, while the process was held up or the database away.
  for (const earlier of self.running) if (earlier.id === job.id) earlier.lost.abort();
  self.running.add(job);
  await runAndSettle(self.deps, job, data, AbortSignal.any([self.stopping, job.lost.signal]));
  self.running.delete(job);
  // A place is free, and somebody may be waiting for it.
  if (self.followed.delete(job) || self.more || self.again) wake(self);
}
