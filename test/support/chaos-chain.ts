import { expect } from 'vitest';
import { startBot } from './bot.ts';
import { kindsOf, unnamedWrites } from './chaos-kinds.ts';
import type { Kind } from './chaos-kinds.ts';
import { play } from './chaos-run.ts';
import type { When } from './chaos-run.ts';
import type { Story } from './chaos-story.ts';
import { shortLag } from './sandbox.ts';
import type { FaultMatch, FaultRule, Json, SandboxProcess } from './sandbox.ts';
import { brief, prepare } from './scenario-scene.ts';

/** One kind of event, and on which side of it the bot dies. */
type Target = { kind: Kind; when: When };

type Fired = { neighbour: string; method: string; url: string; match: FaultMatch; did: string };

/**
 * Kills the bot before and after one event of each kind until it is installed. In one life first; what that life did not come to any more
 * gets another. Gives what was never killed at.
 */
export async function killAtOneOfEach(sandbox: SandboxProcess, story: Story): Promise<string[]> {
  let left: Target[] = kindsOf(story).flatMap((kind) => [
    { kind, when: 'before' },
    { kind, when: 'after' },
  ]);
  for (let tries = 0; tries < 4 && left.length > 0; tries++) left = await killAtEach(sandbox, story, left);
  return left.map(({ kind, when }) => `${when} ${kind.name}`);
}

/**
 * One job in which the bot is killed again and again: whichever of the targets comes first ends it, after its restart the next, and so on; of
 * one kind `before` comes first, which leaves the event to be done again. Gives the targets this job did not come to. A kill counts only when
 * the sandbox says that it was at this event and of the process that ran then; `after` only when the event had its effect, since a refused
 * write leaves nothing that could be doubled.
 */
async function killAtEach(sandbox: SandboxProcess, story: Story, targets: Target[]): Promise<Target[]> {
  // Before the event nobody knows whether it would have worked: with this lag the first try of each write does.
  await prepare(sandbox, { faults: { ...brief, lag: shortLag } });
  let left = [...targets];
  let armed = true;
  let seen = 0;
  const bot = await startBot(sandbox, story.bot);
  let pid = bot.pid();
  const arm = async (): Promise<void> => {
    await sandbox.putFaults({ rules: armed ? dueIn(left).map((each) => ruleFor(each, pid)) : [] });
  };
  const account = async (): Promise<void> => {
    const all = (await sandbox.state())['faultsFired'] as Fired[];
    const news = all.slice(seen);
    seen = all.length;
    for (const fired of news) {
      // Another event of the same life was first.
      if (fired.did.endsWith('failed: kill ESRCH')) continue;
      const target = dueIn(left).find(({ kind }) => same(kind.match, fired.match));
      expect(fired.did).toBe(`kill ${pid} ${target?.when}`);
      const { kind, when } = target!;
      const counts = when === 'before' || (await hadEffect(sandbox, fired));
      console.info(
        `kill ${when} ${kind.name}: ${fired.method} ${fired.url}, pid ${pid}${counts ? '' : ': refused, does not count'}`,
      );
      if (counts) left = left.filter((each) => each !== target);
    }
  };
  const died = async (newPid: number): Promise<void> => {
    await account();
    pid = newPid;
    await arm();
  };
  const installed = async (): Promise<void> => {
    await account();
    armed = false;
    await arm();
    expect(unnamedWrites(story, await sandbox.requests())).toEqual([]);
  };
  await arm();
  await play(sandbox, story, bot, { what: `${story.id}: killed before and after each kind of event`, died, installed });
  return left;
}

/** Of each kind the next one. */
const dueIn = (left: Target[]): Target[] => left.filter((each) => left.find(({ kind }) => kind === each.kind) === each);

const ruleFor = ({ kind: { match }, when }: Target, pid: number): FaultRule => ({ match, kill: { pid, when } });

const same = (one: FaultMatch, other: FaultMatch): boolean =>
  one.neighbour === other.neighbour &&
  one.method === other.method &&
  one.path === other.path &&
  one.body === other.body;

async function hadEffect(sandbox: SandboxProcess, fired: Fired): Promise<boolean> {
  // Whatever the bot answered, it was told.
  if (fired.neighbour === 'bot') return true;
  const words = new RegExp((fired.match.body ?? '//').slice(1, -1), 'i');
  const last = (await sandbox.requests()).findLast(
    (each: Json) =>
      each['neighbour'] === fired.neighbour &&
      each['method'] === fired.method &&
      each['url'] === fired.url &&
      words.test(JSON.stringify(each['requestBody'] ?? null)),
  );
  return last !== undefined && Number(last['status']) < 400;
}
