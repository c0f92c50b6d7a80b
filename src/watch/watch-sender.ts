import { openRun } from '../provisioning/open-run.ts';
import { runToLook } from '../provisioning/run-to-look.ts';
import type { Run } from '../provisioning/run.ts';
import { elapsedMs } from '../shared/clock.ts';
import { asSendpassError } from '../shared/errors.ts';
import { checksOf } from './checks.ts';
import type { WatchCheck } from './checks.ts';
import { watched } from './watch-all.ts';
import type { WatchDeps, WatchRepos } from './watch-deps.ts';
import { isNews, nextResult } from './watch-result.ts';
import type { Look } from './watch-result.ts';

/**
 * Job handler of `watch-sender`: makes every check that concerns the sender and writes what it saw. It changes neither the world nor the
 * sender: where what it saw and the sender's state disagree, converge – the one that may – looks a second time and decides.
 */
export async function watchSender(deps: WatchDeps, data: { senderId: string }, signal: AbortSignal): Promise<void> {
  const opened = await openRun(deps, data.senderId);
  if (!opened || !watched.includes(opened.sender.state) || opened.sender.wanted !== 'present') return;
  for (const route of opened.routes) {
    if (route.route.state !== 'proven') continue;
    const run = runToLook(deps, route, signal);
    const begun = deps.clock.now().getTime();
    const looks = (await Promise.all(checksOf(run.desired).map((check) => madeBy(check, run)))).flat();
    if (signal.aborted) return;
    const tookMs = elapsedMs(begun, deps.clock.now().getTime());
    if (looks.length > 0) await deps.transact((repos) => record(deps, repos, { run, looks, tookMs }));
  }
}

async function madeBy(check: WatchCheck, run: Run): Promise<Look[]> {
  try {
    return await check.look(run);
  } catch (thrown) {
    const { code, advice } = asSendpassError(thrown);
    return [{ check: check.id, result: 'unknown', code, says: advice }];
  }
}

async function record(
  deps: WatchDeps,
  repos: WatchRepos,
  { run, looks, tookMs }: { run: Run; looks: Look[]; tookMs: number },
): Promise<void> {
  const { id: senderId } = run.sender;
  const about = { routeId: run.route.id, senderId, tookMs, now: deps.clock.now() };
  const before = (await repos.watchResults.of(senderId)).filter((each) => each.routeId === run.route.id);
  let news = false;
  for (const look of looks) {
    const known = before.find((each) => each.check === look.check);
    const next = nextResult(known, look, about);
    await repos.watchResults.save(next);
    if (!isNews(known, next)) continue;
    news = true;
    if (look.result === 'unknown')
      deps.logger.warn({ senderId, check: look.check, code: look.code }, 'a check could not be made');
  }
  if (await mustDecide(repos, senderId, looks))
    await repos.jobs.enqueue({ name: 'converge', key: senderId, data: { senderId } });
  if (news) await deps.changed(repos, senderId);
}

/** A finding nobody was told of yet, or a stopped sender that has nothing wrong any more. What is unknown decides nothing. */
async function mustDecide(repos: WatchRepos, senderId: string, looks: Look[]): Promise<boolean> {
  const sender = await repos.senders.get(senderId);
  const reason = looks.find((look) => look.result === 'finding');
  if (reason?.result === 'finding') {
    const told = await repos.tasks.open(senderId);
    return sender?.state === 'ready' || !told.some((task) => task.code === reason.code);
  }
  return sender?.state === 'stopped' && looks.every((look) => look.result === 'ok');
}
