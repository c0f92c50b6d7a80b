import { describe, expect, test } from 'vitest';
import type { Json, SandboxProcess } from '../support/sandbox.ts';
import { answerOf, buttonsOf, dialogOf, wordsOf } from '../support/scenario-cards.ts';
import type { Message } from '../support/scenario-cards.ts';
import {
  approve,
  form,
  openForm,
  playRequest,
  press,
  sendForm,
  untilCard,
  untilDecision,
  untilReady,
} from '../support/scenario-play.ts';
import { scenes, sharedScene } from '../support/scenario-scene.ts';
import { secretsLeft } from '../support/scenario-secrets.ts';
import { expectWorld, more, nothing, oneSender } from '../support/scenario-world.ts';

describe('deciding', () => {
  const scene = sharedScene();

  test('an edit makes a new version, and a click on the old card counts for nothing', async () => {
    const { sandbox } = scene();
    const first = await playRequest(sandbox);
    const mine = await untilCard(sandbox, 'personal:owner', { button: 'Edit…' });
    const opened = dialogOf(await press(sandbox, 'owner', mine, 'Edit…'));
    expect(JSON.stringify(opened.card)).toContain(form.purpose);
    const sent = await sendForm(sandbox, opened, { purpose: 'Monthly invoices, and from now on reminders too' });
    expect(answerOf(sent)).toMatch(/new version/);
    const second = await untilCard(sandbox, 'approvals', { id: first.id, says: /reminders too/, button: 'Approve' });
    expect(wordsOf(second.card)).toMatch(/version 2/);
    expect(await clickAsItWas(sandbox, first)).toMatch(/this was version 1, now it is 2/);
    await expectWorld(sandbox, nothing);
    expect(await approve(sandbox, second)).toMatch(/^Approved/);
    await untilReady(sandbox);
    await expectWorld(sandbox, oneSender);
  });

  test('a denial needs a reason, a withdrawal whoever asked, and both make nothing', async () => {
    const { sandbox } = scene();
    const before = await more(sandbox, nothing);
    const wish = { appName: 'Payroll', localPart: 'payroll' };
    const card = await playRequest(sandbox, wish);
    expect(answerOf(await press(sandbox, 'owner2', card, 'Deny…'))).toMatch(/Only approvers/);
    expect(await approve(sandbox, card, 'owner2')).toMatch(/Only approvers can decide/);
    const opened = dialogOf(await press(sandbox, 'approver', card, 'Deny…'));
    const deny = (dialog: string, reason: string) =>
      sandbox.action({ from: 'approver', dialog, action: 0, inputs: { reason }, force: true });
    const empty = dialogOf(await deny(opened.id, '  '));
    expect(empty.words).toMatch(/Say why/);
    expect(answerOf(await deny(empty.id, 'Use the shared mailbox instead'))).toMatch(/^Denied/);
    await untilCard(sandbox, 'approvals', { id: card.id, without: 'Approve', says: /denied/ });
    await untilCard(sandbox, 'personal:owner', { button: 'Ask again…', says: /Use the shared mailbox instead/ });
    // Name and address are free again.
    const again = await playRequest(sandbox, wish);
    expect(again.id).not.toBe(card.id);
    const mine = await untilCard(sandbox, 'personal:owner', { button: 'Withdraw', says: /Payroll: waiting/ });
    expect(answerOf(await press(sandbox, 'owner', mine, 'Withdraw'))).toMatch(/^Withdrawn/);
    await untilCard(sandbox, 'approvals', { id: again.id, without: 'Approve', says: /withdrawn/ });
    expect(await clickAsItWas(sandbox, again)).toMatch(/withdrawn/);
    await expectWorld(sandbox, before);
  });

  test('of two clicks at once the second is told who was first', async () => {
    const { sandbox } = scene();
    const after = await more(sandbox, oneSender);
    const card = await playRequest(sandbox, { appName: 'Orders', localPart: 'orders' });
    const answers = await Promise.all([approve(sandbox, card), approve(sandbox, card)]);
    expect(answers.filter((each) => each.startsWith('Approved'))).toHaveLength(1);
    expect(answers.filter((each) => /Priya Nair approved it on/.test(each))).toHaveLength(1);
    await untilReady(sandbox, 'Orders');
    await expectWorld(sandbox, after);
  });

  test('and no secret was written down', async () => {
    const { sandbox, bot } = scene();
    expect(await secretsLeft(sandbox, bot)).toEqual([]);
  });
});

/** What an approver whose screen still shows this card sends when pressing Approve; gives the private answer. */
async function clickAsItWas(sandbox: SandboxProcess, card: Message): Promise<string> {
  const requests = await sandbox.requests();
  const said = requests.find((each) => /approvals here/.test(String(each['requestBody']?.['text'])));
  const { text: _text, entities: _entities, attachments: _attachments, ...base } = (said ?? {})['requestBody'] as Json;
  const data = ((card.card ?? {})['actions'] as Json[]).find((each) => each['title'] === 'Approve')?.['data'] as Json;
  const value = { action: { type: 'Action.Execute', verb: 'approve', data }, trigger: 'manual' };
  const click = { type: 'invoke', name: 'adaptiveCard/action', id: `f:old-${card.id}`, replyToId: card.id, value };
  const activity = { ...base, ...click };
  const delivered = await sandbox.control('POST', '/_sandbox/chat/teams/raw', { activity });
  return JSON.stringify(delivered['body']);
}

describe('time', () => {
  const scene = scenes();

  test('a request nobody decides expires, and nothing can be done to it any more', async () => {
    await scene({ policy: { pendingExpiry: 'PT2S' } }, async ({ sandbox, bot }) => {
      const sent = await sendForm(sandbox, await openForm(sandbox), {});
      expect(sent.dialogId).toBeUndefined();
      const card = await untilDecision(sandbox, form.appName);
      // Her own request: until then she is told that instead.
      await expect.poll(() => approve(sandbox, card, 'owner'), { timeout: 10_000 }).toMatch(/expired before anybody/);
      expect(await approve(sandbox, card)).toMatch(/expired before anybody decided/);
      // What was missed while nothing ran is done at the next start.
      await bot.restart();
      const closed = await untilCard(sandbox, 'approvals', { id: card.id, without: 'Approve', says: /expired/ });
      expect(buttonsOf(closed)).toEqual([]);
      await untilCard(sandbox, 'personal:owner', { button: 'Ask again…', says: /Nobody decided in time/ });
      await expectWorld(sandbox, nothing);
    });
  });
});
