import type { Rotation, Stop } from '../senders/rotation.ts';
import type { Route, Sender } from '../senders/sender.ts';
import { isFresh } from '../shared/clock.ts';
import type { ConvergeDeps, ConvergeRepos } from './converge-deps.ts';
import { jobBudgetMs } from './waits.ts';

export type Pulse = {
  signal: AbortSignal;
  isPaused(): boolean;
  changed(repos: ConvergeRepos): Promise<void>;
  /** Ends the pulse; resolves when its last read is over. */
  stop(): Promise<void>;
  /** The sender's goal changed under way. */
  goalChanged(): boolean;
};

/**
 * Once a second: is this still wanted, is everything paused, is there something the cards do not show yet? Lanes wait on `signal`, so a
 * cancel interrupts a wait of 30 s at once, and the cards hear of twenty changes in a second once.
 */
export function startPulse(
  deps: ConvergeDeps,
  goal: { sender: Sender; routes: readonly Route[] } & Secrets,
  stopping: AbortSignal,
  pausedAtStart: boolean,
): Pulse {
  const ended = new AbortController();
  const ending = new AbortController();
  let paused = pausedAtStart;
  let otherGoal = false;
  let dirty = false;
  let toldAt = 0;
  const startedAt = deps.clock.now().getTime();
  const { sender } = goal;
  const before = goalOf(sender, goal.routes, goal);
  const changed = async (repos: ConvergeRepos): Promise<void> => {
    const now = deps.clock.now().getTime();
    dirty = isFresh(toldAt, now, 1_000);
    if (dirty) return;
    toldAt = now;
    await deps.changed(repos, sender.id);
  };
  const beat = async (): Promise<void> => {
    await deps.transact(async (repos) => {
      otherGoal = (await goalNow(repos, sender.id)) !== before;
      paused = isPaused(await repos.settings.get('paused'));
      if (dirty) await changed(repos);
    });
    const over = deps.clock.now().getTime() - startedAt > jobBudgetMs;
    if (otherGoal || over) ended.abort();
  };
  const loop = (async (): Promise<void> => {
    while (!ending.signal.aborted && !ended.signal.aborted) {
      await deps.clock.wait(1_000, ending.signal);
      // A store that fails now fails the lanes too, and they say so.
      if (!ending.signal.aborted) await beat().catch(() => undefined);
    }
  })();
  return {
    signal: AbortSignal.any([ended.signal, stopping]),
    isPaused: () => paused,
    changed,
    goalChanged: () => otherGoal,
    async stop() {
      ending.abort();
      await loop;
      if (dirty) await deps.transact((repos) => deps.changed(repos, sender.id));
    },
  };
}

type Secrets = { rotation: Rotation | undefined; halted: Stop | undefined };

async function goalNow({ senders }: ConvergeRepos, id: string): Promise<string> {
  const secrets = { rotation: await senders.rotation(id), halted: await senders.stop(id) };
  return goalOf(await senders.get(id), await senders.routes(id), secrets);
}

/** What a convergence works towards. Whether a route or a new secret is proven is its result, not its goal. */
function goalOf(sender: Sender | undefined, routes: readonly Route[], { rotation, halted }: Secrets): string {
  const living = routes.filter((route) => route.state !== 'removed');
  const each = living.map(({ id, role, state }) => `${id} ${role} ${state === 'removing' ? 'absent' : 'present'}`);
  const secret = rotation?.state === 'cancelling' || rotation?.oldFirst === true ? rotation.id : '';
  return [sender?.wanted, halted?.id, secret, ...each.toSorted()].join('\n');
}

export const isPaused = (setting: { value: string } | undefined): boolean =>
  setting !== undefined && !['', 'no', 'false'].includes(setting.value);
