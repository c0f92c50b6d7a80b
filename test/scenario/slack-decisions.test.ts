import { expect, test } from 'vitest';
import type { Json, SandboxProcess } from '../support/sandbox.ts';
import { until } from '../support/scenario-play.ts';
import { sharedScene } from '../support/scenario-scene.ts';
import { secretsLeft } from '../support/scenario-secrets.ts';
import { expectWorld, nothing } from '../support/scenario-world.ts';
import {
  chooseSlackChannel,
  ephemerals,
  slackCard,
  slackCommand,
  slackMessages,
  slackPress,
  slackRequest,
  slackSay,
  slackSubmit,
  slackWindow,
  titlesIn,
} from '../support/slack-play.ts';

// What decisions.test.ts, deliveries.test.ts, diagnose.test.ts and lost-channel.test.ts play in Teams, in Slack.

const scene = sharedScene({ slack: true, channel: false });

const whisper = (sandbox: SandboxProcess, reader: string, says: RegExp): Promise<string> =>
  until(`a whisper to ${reader} that says ${says}`, async () =>
    (await ephemerals(sandbox, 'approvals', reader)).findLast((said) => says.test(said)),
  );

test('an edit makes a new version, and a click on the old card counts for nothing', async () => {
  const { sandbox } = scene();
  await chooseSlackChannel(sandbox);
  await slackRequest(sandbox);
  const first = await slackCard(sandbox, 'approvals', { button: 'Approve', says: /Billing wants to send/ });
  const mine = await slackCard(sandbox, 'personal:owner', { button: 'Edit…' });
  await slackPress(sandbox, 'owner', mine, 'Edit…');
  const view = await slackWindow(sandbox, 'owner', /Edit the request/);
  const purpose = 'Monthly invoices, and from now on reminders too';
  await until('the new version to be taken', async () => {
    const sent = await slackSubmit(sandbox, 'owner', view, { purpose });
    return /IT sees the new version/.test(JSON.stringify(sent.views));
  });
  await slackCard(sandbox, 'approvals', { id: first.id, says: /reminders too/, button: 'Approve' });
  await clickAsItWas(sandbox, first.blocks);
  await whisper(sandbox, 'approver', /this was version 1, now it is 2/);
  await expectWorld(sandbox, nothing);
});

/** What an approver whose screen still shows the first card sends; Slack delivers what stands in the button. */
async function clickAsItWas(sandbox: SandboxProcess, blocks: Json[]): Promise<void> {
  const requests = await sandbox.requests();
  const commands = requests.filter((each) => each['neighbour'] === 'bot' && each['requestBody']?.['command']);
  const said = commands.find((each) => /approvals here/.test(String(each['requestBody']['text'])))?.[
    'requestBody'
  ] as Json;
  const button = blocks
    .flatMap((each) => (each['elements'] ?? []) as Json[])
    .find((each) => each['text']?.['text'] === 'Approve');
  const payload = {
    type: 'block_actions',
    team: { id: said['team_id'] },
    user: { id: said['user_id'], team_id: said['team_id'] },
    channel: { id: said['channel_id'], name: 'approvals' },
    trigger_id: '1.old',
    container: { type: 'message', is_ephemeral: false },
    response_url: said['response_url'],
    actions: [{ type: 'button', action_id: button?.['action_id'], value: button?.['value'] }],
  };
  const answer = await sandbox.control('POST', '/_sandbox/chat/slack/raw', { kind: 'interactive', payload });
  expect(answer['status']).toBe(200);
}

test('a denial needs a reason, and a window sent after the request was withdrawn changes nothing', async () => {
  const { sandbox } = scene();
  const card = await slackCard(sandbox, 'approvals', { button: 'Approve', says: /Billing wants to send/ });
  await slackPress(sandbox, 'approver', card, 'Deny…');
  const view = await slackWindow(sandbox, 'approver', /Why|reason/i);
  const mine = await slackCard(sandbox, 'personal:owner', { button: 'Withdraw' });
  await slackPress(sandbox, 'owner', mine, 'Withdraw');
  await slackCard(sandbox, 'approvals', { id: card.id, without: 'Approve', says: /withdrawn/ });
  const late = await slackSubmit(sandbox, 'approver', view, { reason: 'Use the shared mailbox' });
  expect(JSON.stringify(late.views)).toMatch(/It was withdrawn/);
  // Name and address are free again; this one is denied.
  await slackRequest(sandbox);
  const again = await slackCard(sandbox, 'approvals', { button: 'Approve', says: /Billing wants to send/ });
  expect(again.id).not.toBe(card.id);
  await slackPress(sandbox, 'approver', again, 'Deny…');
  const form = await slackWindow(sandbox, 'approver', /Why|reason/i);
  const done = await slackSubmit(sandbox, 'approver', form, { reason: 'Use the shared mailbox' });
  expect(JSON.stringify(done.views)).toMatch(/Denied/);
  await slackCard(sandbox, 'personal:owner', { button: 'Ask again…', says: /Use the shared mailbox/ });
  expect(titlesIn((await slackCard(sandbox, 'approvals', { id: again.id, says: /denied/ })).blocks)).toEqual([]);
  await expectWorld(sandbox, nothing);
});

test('typed words: help shows what the asker may do, an error is explained, in the private chat and by command', async () => {
  const { sandbox } = scene();
  await slackSay(sandbox, 'owner', 'help');
  await slackCard(sandbox, 'personal:owner', { says: /Ask for a sender/ });
  const said = JSON.stringify(
    (await slackCommand(sandbox, 'owner', 'diagnose 535 5.7.3 Authentication unsuccessful')).body,
  );
  expect(said).toMatch(/refuses the log-in/);
  await slackSay(sandbox, 'owner', '@Sendpass help', 'approvals');
  const answers = await until('the answer in the thread', async () =>
    (await slackMessages(sandbox, 'approvals')).find((each) => (each as unknown as Json)['replyToId'] !== null),
  );
  expect(answers.from).toBeDefined();
});

test('Sendpass removed from the approvals channel: who asked is told; added again, what waits comes', async () => {
  const { sandbox } = scene();
  const move = (joined: boolean) =>
    sandbox.control('POST', '/_sandbox/chat/slack/member', { user: 'bot', conversation: 'approvals', joined });
  await move(false);
  await slackRequest(sandbox, { appName: 'Payroll', localPart: 'payroll' });
  await slackCard(sandbox, 'personal:owner', { says: /Payroll[\s\S]*(cannot|approvals channel)/i, button: 'Withdraw' });
  await move(true);
  await slackCard(sandbox, 'approvals', { button: 'Approve', says: /Payroll wants to send/ });
});

// Not played in Slack: a report attached to a message (files are not read from Slack yet; it is pasted), a client too old to be answered at
// once (Slack has none), and expiry, tasks for people, removal and Exchange (the same use cases and cards, played in Teams).

test('and no secret was written down', async () => {
  const { sandbox, bot } = scene();
  expect(await secretsLeft(sandbox, bot)).toEqual([]);
});
