import { setTimeout as sleep } from 'node:timers/promises';
import type { Json, SandboxProcess } from '../support/sandbox.ts';
import { approve, chooseChannel, openForm, sendForm, untilDecision } from '../support/scenario-play.ts';
import type { Message } from '../support/scenario-cards.ts';
import { lineOf, post } from './activity.ts';
import type { Line } from './activity.ts';
import { rounded, say } from './command-line.ts';
import type { Result, Wish } from './command-line.ts';
import { openBot, openSandbox, startRival } from './stage.ts';

const provisionings = 50;
const perSecond = 50;
/** Clouds so slow that all fifty are still at it when the last message is sent. */
const slowClouds = {
  latency: [200, 800] as [number, number],
  lag: { app: [20_000, 40_000] as [number, number], role: [20_000, 40_000] as [number, number] },
};

/**
 * Milliseconds until a signed message is acknowledged, p99 of n each, 50 a second, one to us and one to the rival in turn, from before the first
 * of fifty approvals on. The rival runs beside and so under the same load. `maxMs` = our slowest.
 */
export async function ackTeams({ store, n = 750, seed }: Wish): Promise<Result> {
  const sandbox = await openSandbox(seed);
  const bot = await openBot(sandbox, store);
  const echo = await startRival(sandbox, 'echo.ts', { args: ['--no-reply'] });
  const rivalPort = Number(await echo.line(/listening (\d+)/));
  await chooseChannel(sandbox);
  const cards = await requestAll(sandbox);
  const line = await lineOf(sandbox, 'help');
  for (let warm = 0; warm < 20; warm++) await Promise.all([post(bot.port(), line), post(rivalPort, line)]);
  await sandbox.putFaults({ ...slowClouds, seed });
  const [times] = await Promise.all([inTurn(bot.port(), rivalPort, { line, n }), approveAll(sandbox, cards)]);
  const running = await unproven(sandbox);
  say(`median and worst per 5 s, ours: ${perSlice(times.ours)}; rival: ${perSlice(times.rival)}`);
  say(`${running} of ${provisionings} provisionings were still running when the last message was sent`);
  const ours = p99(times.ours);
  const rival = p99(times.rival);
  return {
    measure: 'ack-teams',
    ours: rounded(ours, 1),
    rival: rounded(rival, 1),
    ratio: rounded(ours / rival),
    goal: store === 'postgres' ? 3 : 4,
    store,
    n,
    seed,
    maxMs: rounded(Math.max(...times.ours), 1),
    medianMs: [quantile(times.ours, 0.5), quantile(times.rival, 0.5)].map((each) => rounded(each, 1)),
    running,
  };
}

async function requestAll(sandbox: SandboxProcess): Promise<Message[]> {
  const cards: Message[] = [];
  for (let each = 1; each <= provisionings; each++) {
    const filled = { appName: `Load ${each}`, localPart: `load-${each}` };
    const sent = await sendForm(sandbox, await openForm(sandbox), filled);
    if (sent.dialogId !== undefined) throw new Error(`request ${each} was not accepted: ${JSON.stringify(sent.body)}`);
  }
  for (let each = 1; each <= provisionings; each++) cards.push(await untilDecision(sandbox, `Load ${each}`));
  return cards;
}

/** Ten a second: an approver with a script. */
async function approveAll(sandbox: SandboxProcess, cards: Message[]): Promise<void> {
  await sleep(1000);
  const clicks: Promise<string>[] = [];
  for (const card of cards) {
    clicks.push(approve(sandbox, card));
    await sleep(100);
  }
  await Promise.all(clicks);
}

type Times = { ours: number[]; rival: number[] };

async function inTurn(ours: number, rival: number, { line, n }: { line: Line; n: number }): Promise<Times> {
  const begun = performance.now();
  const sent: Record<keyof Times, Promise<number>[]> = { ours: [], rival: [] };
  for (let each = 0; each < 2 * n; each++) {
    await sleep(Math.max(0, begun + (each * 1000) / perSecond - performance.now()));
    const who = each % 2 === 0 ? 'ours' : 'rival';
    sent[who].push(post(who === 'ours' ? ours : rival, line));
  }
  return { ours: await Promise.all(sent.ours), rival: await Promise.all(sent.rival) };
}

async function unproven(sandbox: SandboxProcess): Promise<number> {
  const proven = (await sandbox.requests()).filter(
    (each: Json) => each['neighbour'] === 'smtp' && each['status'] === 235,
  );
  return provisionings - new Set(proven.map((each) => each['requestBody']?.appId as unknown)).size;
}

/** Where in the run it was slow: in the burst of approvals, or all the time. */
function perSlice(values: number[]): string {
  const slices: string[] = [];
  const size = (5 * perSecond) / 2;
  for (let at = 0; at < values.length; at += size) {
    const slice = values.slice(at, at + size);
    slices.push(`${quantile(slice, 0.5).toFixed(0)}/${Math.max(...slice).toFixed(0)}`);
  }
  return slices.join(' ');
}

const quantile = (values: number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * q) - 1] ?? 0;
const p99 = (values: number[]): number => quantile(values, 0.99);
