import { expect, test } from 'vitest';
import type { Bot } from '../support/bot.ts';
import type { SandboxProcess } from '../support/sandbox.ts';
import type { Message } from '../support/scenario-cards.ts';
import { messagesIn, openForm, sendForm, until, untilCard, untilDecision } from '../support/scenario-play.ts';
import { sharedScene } from '../support/scenario-scene.ts';
import { secretsLeft } from '../support/scenario-secrets.ts';

// The approvals channel removes the app, or refuses what is posted: whoever is asked says the same.

const scene = sharedScene();
const me = 'personal:approver';
const isLost = /cannot write in the approvals channel/;

/** What the approver's `approvals` is answered with in the approver's own chat. */
async function approvals(sandbox: SandboxProcess, says: RegExp): Promise<Message> {
  const { messageId } = await sandbox.message({ from: 'approver', text: 'approvals' });
  const answer = await until('an answer', async () =>
    (await messagesIn(sandbox, me)).findLast((each) => each.from === 'bot' && Number(each.id) > Number(messageId)),
  );
  return untilCard(sandbox, me, { id: answer.id, says }, 1000);
}

/** A request that nobody can be shown. */
async function ask(sandbox: SandboxProcess, appName: string): Promise<void> {
  const sent = await sendForm(sandbox, await openForm(sandbox), { appName, localPart: appName.toLowerCase() });
  expect(sent.dialogId).toBeUndefined();
}

/** What stands of the channel in the paths of the connector. */
async function channelPath(sandbox: SandboxProcess): Promise<string> {
  const channel = (await sandbox.conversations()).find((each) => each['id'] === 'approvals');
  return `${/[0-9a-f]{32}/.exec(channel?.['conversationId'])?.[0]}`;
}

const health = async (bot: Bot): Promise<unknown> => (await fetch(`http://127.0.0.1:${bot.port()}/readyz`)).json();

const ownerReads = (sandbox: SandboxProcess, appName: string, says: string): Promise<Message> =>
  untilCard(sandbox, 'personal:owner', { says: new RegExp(`^${appName}: [^]*${says}`, 'm') });

test('the team removes the app: owner and approver are told, and nobody can type there', async () => {
  const { sandbox } = scene();
  await ask(sandbox, 'Billing');
  const card = await untilDecision(sandbox, 'Billing');
  // Teams names the team's first channel, not the one for approvals.
  await sandbox.install({ conversation: 'general', state: 'removed' });
  await ownerReads(sandbox, 'Billing', 'IT has lost the channel');
  await approvals(sandbox, isLost);
  await approvals(sandbox, isLost);
  await expect(sandbox.message({ from: 'approver', conversation: 'approvals', text: 'approvals' })).rejects.toThrow(
    /does not have the app/,
  );
  await sandbox.install({ conversation: 'general' });
  await ownerReads(sandbox, 'Billing', 'nothing to do');
  await approvals(sandbox, /Decide on the cards in the approvals channel, \*\*Mail approvals/);
  // The old one is gone; what waits stands below what was said since.
  await expect.poll(async () => (await untilDecision(sandbox, 'Billing')).id, { timeout: 20_000 }).not.toBe(card.id);
});

test('the channel refuses posts: what arrives from it proves nothing, the first post it takes does', async () => {
  const { sandbox } = scene();
  const path = await channelPath(sandbox);
  await sandbox.putFaults({ rules: [{ match: { neighbour: 'connector', path }, times: 1000, status: 403 }] });
  await ask(sandbox, 'Payroll');
  await ownerReads(sandbox, 'Payroll', 'IT has lost the channel');
  await sandbox.message({ from: 'approver', conversation: 'approvals', text: 'approvals' });
  await approvals(sandbox, isLost);
  await approvals(sandbox, isLost);
  await sandbox.putFaults({ rules: [] });
  await sandbox.message({ from: 'approver', conversation: 'approvals', text: 'help' });
  await ownerReads(sandbox, 'Payroll', 'nothing to do');
  await untilDecision(sandbox, 'Payroll');
  await approvals(sandbox, /Decide on the cards/);
});

test('what Teams refuses for its form is sent once, told to the operator, and tried again by the next start', async () => {
  const { sandbox, bot } = scene();
  const path = await channelPath(sandbox);
  const posts = async () =>
    (await sandbox.requests()).filter(
      (each) => each['neighbour'] === 'connector' && each['method'] === 'POST' && String(each['url']).includes(path),
    ).length;
  await sandbox.putFaults({ rules: [{ match: { neighbour: 'connector', path }, times: 1000, status: 400 }] });
  const before = await posts();
  await ask(sandbox, 'Odd');
  await ownerReads(sandbox, 'Odd', 'waiting');
  await expect.poll(() => health(bot), { timeout: 10_000 }).toEqual({ ok: true, cardsRefused: 1 });
  expect(bot.output()).toContain('a card was refused for its form');
  expect(await posts()).toBe(before + 1);
  await sandbox.putFaults({ rules: [] });
  await bot.restart();
  await untilDecision(sandbox, 'Odd');
  await expect.poll(() => health(bot), { timeout: 10_000 }).toEqual({ ok: true, cardsRefused: 0 });
  expect(await posts()).toBe(before + 2);
});

test('and no secret was written down', async () => {
  const { sandbox, bot } = scene();
  expect(await secretsLeft(sandbox, bot)).toEqual([]);
});
