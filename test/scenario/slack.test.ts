import { expect, test } from 'vitest';
import type { Json, SandboxProcess } from '../support/sandbox.ts';
import { answerOf } from '../support/scenario-cards.ts';
import { chooseChannel, press, until, untilCard, untilDecision } from '../support/scenario-play.ts';
import { scenes } from '../support/scenario-scene.ts';
import { expectOneCredential, expectWorld, oneSender } from '../support/scenario-world.ts';
import {
  chooseSlackChannel,
  ephemerals,
  slackCard,
  slackHome,
  slackMessages,
  slackPress,
  slackRequest,
  slackSubmit,
  slackWindow,
  titlesIn,
  wordsIn,
  wordsOfView,
} from '../support/slack-play.ts';

const scene = scenes();

test('the main job in Slack: from the form to an installed credential', { timeout: 180_000 }, async () => {
  await scene({ slack: true, channel: false }, async ({ sandbox }) => {
    await chooseSlackChannel(sandbox);
    await slackRequest(sandbox);
    const card = await slackCard(sandbox, 'approvals', { button: 'Approve', says: /Billing wants to send/ });
    await slackCard(sandbox, 'personal:owner', { button: 'Withdraw', says: /waiting for IT/ });
    await refuseTheWrongOnes(sandbox, card);
    await slackPress(sandbox, 'approver', card, 'Approve');
    const decided = await slackCard(sandbox, 'approvals', {
      id: card.id,
      without: 'Approve',
      says: /approved by Priya Nair/i,
    });
    expect(titlesIn(decided.blocks)).toEqual([]);
    const ready = await slackCard(sandbox, 'personal:owner', { button: 'Show credentials' }, 60_000);
    expectOneCredential(await expectWorld(sandbox, oneSender));
    const password = await reveal(sandbox, ready);
    const mail = await until('the test mail', async () => ((await sandbox.state())['mail'] as Json[])[0]);
    expect(mail).toMatchObject({ from: 'invoices@mail.contoso.com', to: ['mara.lindt@contoso.com'] });
    await install(sandbox);
    expect(JSON.stringify(await slackMessages(sandbox, 'personal:owner'))).not.toContain(password);
    const home = await slackHome(sandbox, 'owner', /Billing/);
    expect(wordsIn(home['blocks'])).toContain('invoices@mail.contoso.com');
  });
});

async function refuseTheWrongOnes(sandbox: SandboxProcess, card: { id: string }): Promise<void> {
  await slackPress(sandbox, 'owner', card, 'Approve');
  await until('the owner to be refused', async () =>
    (await ephemerals(sandbox, 'approvals', 'owner')).some((said) => /you asked for it yourself/.test(said)),
  );
  await slackPress(sandbox, 'owner2', card, 'Deny…');
  await slackWindow(sandbox, 'owner2', /Only approvers/);
}

async function reveal(sandbox: SandboxProcess, ready: { id: string }): Promise<string> {
  await slackPress(sandbox, 'owner', ready, 'Show credentials');
  const view = await slackWindow(sandbox, 'owner', /Password/);
  const password = (await sandbox.secrets()).find((each) => wordsOfView(view).includes(each));
  if (password === undefined) throw new Error(`no credential in\n${wordsOfView(view)}`);
  // Text only: what is sent from a window carries all of it.
  expect(view['submit'] ?? null).toBeNull();
  expect(JSON.stringify(view['blocks'])).not.toMatch(/"type":"(input|actions)"/);
  return password;
}

async function install(sandbox: SandboxProcess): Promise<void> {
  const ready = await slackCard(sandbox, 'personal:owner', { button: 'It is installed…' });
  await slackPress(sandbox, 'owner', ready, 'It is installed…');
  const view = await slackWindow(sandbox, 'owner', /installed/i);
  const sent = await slackSubmit(sandbox, 'owner', view);
  expect(JSON.stringify(sent.views)).toMatch(/not shown any more/);
  await slackCard(sandbox, 'personal:owner', { id: ready.id, without: 'Show credentials', says: /Billing: in use/ });
}

test('the owner in Slack, the approver in Teams: both cards stay in step', { timeout: 180_000 }, async () => {
  await scene({ slack: true, channel: false }, async ({ sandbox }) => {
    await chooseChannel(sandbox);
    await slackRequest(sandbox);
    const mine = await slackCard(sandbox, 'personal:owner', { button: 'Withdraw', says: /waiting for IT/ });
    const card = await untilDecision(sandbox, 'Billing');
    expect(answerOf(await press(sandbox, 'approver', card, 'Approve'))).toMatch(/^Approved/);
    await untilCard(sandbox, 'approvals', { id: card.id, without: 'Approve', says: /approved by Priya Nair/i });
    await slackCard(sandbox, 'personal:owner', { id: mine.id, button: 'Show credentials' }, 60_000);
    // Nobody was told twice: the owner has no card in Teams.
    const teams = (await sandbox.conversations()).find((each) => each['id'] === 'personal:owner');
    expect(JSON.stringify(teams?.['messages'] ?? [])).not.toContain('Billing');
  });
});
