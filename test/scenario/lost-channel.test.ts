import { expect, test } from 'vitest';
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
  const channel = (await sandbox.conversations()).find((each) => each['id'] === 'approvals');
  const path = `${/[0-9a-f]{32}/.exec(channel?.['conversationId'])?.[0]}`;
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

test('and no secret was written down', async () => {
  const { sandbox, bot } = scene();
  expect(await secretsLeft(sandbox, bot)).toEqual([]);
});
