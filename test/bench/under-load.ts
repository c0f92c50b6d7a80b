import { setTimeout as sleep } from 'node:timers/promises';
import type { Json, SandboxProcess } from '../support/sandbox.ts';
import type { Message } from '../support/scenario-cards.ts';
import { approve, openForm, sendForm, untilDecision } from '../support/scenario-play.ts';

// What both acknowledgement measures share: many provisionings in clouds so slow that all are still at it when the last message is sent, and one
// delivery after the other, to us and to the rival in turn.

export const perSecond = 50;
export const slowClouds = {
  latency: [200, 800] as [number, number],
  lag: { app: [20_000, 40_000] as [number, number], role: [20_000, 40_000] as [number, number] },
};

export async function requestAll(sandbox: SandboxProcess, count: number): Promise<Message[]> {
  const cards: Message[] = [];
  for (let each = 1; each <= count; each++) {
    const filled = { appName: `Load ${each}`, localPart: `load-${each}` };
    // One person may have a hundred requests at once.
    const from = each <= 100 ? 'owner' : 'owner2';
    const sent = await sendForm(sandbox, await openForm(sandbox, from), filled, from);
    if (sent.dialogId !== undefined) throw new Error(`request ${each} was not accepted: ${JSON.stringify(sent.body)}`);
  }
  for (let each = 1; each <= count; each++) cards.push(await untilDecision(sandbox, `Load ${each}`));
  return cards;
}

/** Ten a second: an approver with a script. */
export async function approveAll(sandbox: SandboxProcess, cards: Message[]): Promise<void> {
  await sleep(1000);
  const clicks: Promise<string>[] = [];
  for (const card of cards) {
    clicks.push(approve(sandbox, card));
    await sleep(100);
  }
  await Promise.all(clicks);
}

export type Times = { ours: number[]; rival: number[] };

/** `send` gives the milliseconds until the answer was complete. */
export async function inTurn(n: number, send: Record<keyof Times, () => Promise<number>>): Promise<Times> {
  const begun = performance.now();
  const sent: Record<keyof Times, Promise<number>[]> = { ours: [], rival: [] };
  for (let each = 0; each < 2 * n; each++) {
    await sleep(Math.max(0, begun + (each * 1000) / perSecond - performance.now()));
    const who = each % 2 === 0 ? 'ours' : 'rival';
    sent[who].push(send[who]());
  }
  return { ours: await Promise.all(sent.ours), rival: await Promise.all(sent.rival) };
}

/** How many of `count` provisionings have no accepted log-in yet. */
export async function unproven(sandbox: SandboxProcess, count: number): Promise<number> {
  const proven = (await sandbox.requests()).filter(
    (each: Json) => each['neighbour'] === 'smtp' && each['status'] === 235,
  );
  return count - new Set(proven.map((each) => each['requestBody']?.appId as unknown)).size;
}

/** Where in the run it was slow: in the burst of approvals, or all the time. */
export function perSlice(values: number[]): string {
  const slices: string[] = [];
  const size = (5 * perSecond) / 2;
  for (let at = 0; at < values.length; at += size) {
    const slice = values.slice(at, at + size);
    slices.push(`${quantile(slice, 0.5).toFixed(0)}/${Math.max(...slice).toFixed(0)}`);
  }
  return slices.join(' ');
}

export const quantile = (values: number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * q) - 1] ?? 0;
