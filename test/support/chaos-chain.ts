import { expect } from 'vitest';
import { startBot } from './bot.ts';
import type { Delivery, Kind } from './chaos-events.ts';
import { nameOf } from './chaos-events.ts';
import { play } from './chaos-run.ts';
import type { When } from './chaos-run.ts';
import { shortLag } from './sandbox.ts';
import type { FaultRule, Json, SandboxProcess } from './sandbox.ts';
import { brief, prepare } from './scenario-scene.ts';

/** One kind of event, and on which side of it the bot dies. */
export type Target = { kind: Kind; when: When };

type Fired = { at: string; neighbour: string; method: string; url: string; did: string };

/**
 * One job in which the bot is killed again and again: whichever of the targets comes first ends it, after its restart the next, and so on; of
 * one kind `before` comes first, which leaves the event to be done again. Gives the targets this job did not come to. A kill counts only when the sandbox says that it was at this event and of the process that
 * ran then; `after` only when the event had its effect, since a refused write leaves nothing that could be doubled.
 */
export async function killAtEach(sandbox: SandboxProcess, targets: Target[]): Promise<Target[]> {
  // Before the event nobody knows whether it would have worked: with this lag the first try of each write does.
  await prepare(sandbox, { faults: { ...brief, lag: shortLag } });
  let left = [...targets];
  let armed = true;
  let coming: Delivery | undefined;
  let seen = 0;
  const bot = await startBot(sandbox);
  let pid = bot.pid();
  const arm = async (): Promise<void> => {
    const now = dueIn(left).filter(({ kind }) => kind.delivery === undefined || kind.delivery === coming);
    await sandbox.putFaults({ rules: armed ? now.map((each) => ruleFor(each, pid)) : [] });
  };
  const account = async (): Promise<void> => {
    const all = (await sandbox.state())['faultsFired'] as Fired[];
    const news = all.slice(seen);
    seen = all.length;
    for (const fired of news) {
      // Another event of the same life was first.
      if (fired.did.endsWith('failed: kill ESRCH')) continue;
      const target = dueIn(left).find((each) => isOf(each.kind, fired, coming));
      expect(fired.did).toBe(`kill ${pid} ${target?.when}`);
      const { kind, when } = target!;
      const counts = when === 'before' || (await hadEffect(sandbox, kind, fired));
      console.info(
        `kill ${when} ${nameOf(kind.event)} (${kind.name}), pid ${pid}${counts ? '' : ': refused, does not count'}`,
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
  };
  /** What people do is armed while they do it. */
  const doing = async <T>(delivery: Delivery | undefined, act: () => Promise<T>): Promise<T> => {
    if (!left.some(({ kind }) => kind.delivery === delivery && delivery !== undefined)) return act();
    coming = delivery;
    await arm();
    return act();
  };
  const people: SandboxProcess = {
    ...sandbox,
    message: (wish) => doing('command', () => sandbox.message(wish)),
    action: (wish) => doing(deliveryOf(wish), () => sandbox.action(wish)),
  };
  await arm();
  await play(people, bot, 'killed before and after each kind of event', async () => 'killed', { died, installed });
  return left;
}

/** Of each kind the next one. */
const dueIn = (left: Target[]): Target[] => left.filter((each) => left.find(({ kind }) => kind === each.kind) === each);

const ruleFor = ({ kind: { event, turn }, when }: Target, pid: number): FaultRule => ({
  match: { neighbour: event.neighbour, method: event.method, path: event.pattern },
  nth: turn,
  kill: { pid, when },
});

function isOf({ event, delivery }: Kind, fired: Fired, coming: Delivery | undefined): boolean {
  if (event.neighbour !== fired.neighbour || event.method !== fired.method) return false;
  if (delivery !== undefined) return delivery === coming;
  const path = decodeURIComponent(fired.url.replace(/^[a-z]+:\/\/[^/]*/i, ''));
  return new RegExp(event.pattern.slice(1, -1), 'i').test(path);
}

function deliveryOf(wish: { dialog?: string; action: string | number }): Delivery | undefined {
  if (wish.dialog !== undefined) return 'form submit';
  if (wish.action === 'Approve') return 'approve';
  return wish.action === 'Show credentials' ? 'reveal' : undefined;
}

async function hadEffect(sandbox: SandboxProcess, { event }: Kind, fired: Fired): Promise<boolean> {
  if (event.neighbour === 'bot') return true;
  const last = (await sandbox.requests()).findLast(
    (each: Json) =>
      each['neighbour'] === fired.neighbour && each['method'] === fired.method && each['url'] === fired.url,
  );
  return last !== undefined && Number(last['status']) < 400;
}
