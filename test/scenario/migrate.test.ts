import { expect, test } from 'vitest';
import type { SandboxProcess } from '../support/sandbox.ts';
import { answerOf, dialogOf, wordsOf } from '../support/scenario-cards.ts';
import type { Message } from '../support/scenario-cards.ts';
import { mailsFrom, pasted, runScript, scriptOf, sendByPassword, sendByToken } from '../support/scenario-exchange.ts';
import { approve, playRequest, press, reveal, untilCard, untilReady } from '../support/scenario-play.ts';
import type { Revealed } from '../support/scenario-play.ts';
import { brief, sharedScene } from '../support/scenario-scene.ts';
import { secretsLeft } from '../support/scenario-secrets.ts';
import { countsOf } from '../support/scenario-world.ts';

// One sender from ACS to Exchange and back, through the real adapters: the old credential sends until the last place is ticked and not
// after it, the new one from its proof on.

const scene = sharedScene({ faults: brief });
const [acsAddress, mailbox] = ['invoices@mail.contoso.com', 'invoices@contoso.com'];
const shown: Partial<Record<'first' | 'second' | 'third', Revealed>> = {};
const given = (which: keyof typeof shown): Revealed => shown[which] ?? expect.fail(`${which} was not shown`);
const chat = 'personal:owner';

async function askToMove(sandbox: SandboxProcess, card: Message, button: string, inputs: object): Promise<Message> {
  const dialog = dialogOf(await press(sandbox, 'owner', card, button));
  const sent = await sandbox.action({ from: 'owner', dialog: dialog.id, action: 0, inputs });
  expect(answerOf(sent), wordsOf(sent.body)).toMatch(/is with IT now/);
  return untilCard(sandbox, 'approvals', { button: 'Approve', says: /^Billing wants to move/m });
}

async function revealNew(sandbox: SandboxProcess): Promise<Revealed> {
  const card = await untilCard(sandbox, chat, { button: 'Show new credentials' }, 60_000);
  const { card: view, words } = dialogOf(await press(sandbox, 'owner', card, 'Show new credentials'));
  const password = (await sandbox.secrets()).find((each) => words.includes(each)) ?? '';
  const username = /[\w-]+\|[0-9a-f-]{36}\|[0-9a-f-]{36}/.exec(words)?.[0] ?? '';
  return { card: view, words, password, username };
}

/** Opens the list and ticks these, by number. */
async function tick(sandbox: SandboxProcess, ticked: string): Promise<string> {
  const card = await untilCard(sandbox, chat, { button: 'Tick places…' });
  const dialog = dialogOf(await press(sandbox, 'owner', card, 'Tick places…'));
  return answerOf(await sandbox.action({ from: 'owner', dialog: dialog.id, action: 0, inputs: { ticked } }));
}

const works = { code: 0 };
const refused = async (send: () => Promise<{ code: number | null }>): Promise<void> =>
  await expect.poll(async () => (await send()).code, { timeout: 60_000, interval: 500 }).not.toBe(0);

test(
  'to Exchange: proven beside, both send, and with the last place the old one ends',
  { timeout: 180_000 },
  async () => {
    const { sandbox } = scene();
    await approve(sandbox, await playRequest(sandbox));
    const ready = await untilReady(sandbox);
    shown.first = await reveal(sandbox, ready);
    const request = await askToMove(sandbox, ready, 'Move to Exchange Online…', {
      why: 'ACS Email ends in 2028',
      domain: 'contoso.com',
      client: 'node',
    });
    expect(wordsOf(request.card)).toMatch(/What goes at the end/);
    expect(await approve(sandbox, request)).toMatch(/beside what it sends by now/);
    const task = await untilCard(sandbox, 'approvals', { button: 'Done…', says: /Exchange/ }, 60_000);
    const { output } = await runScript(sandbox, scriptOf(task));
    expect(await sendByPassword(sandbox, given('first'), acsAddress)).toMatchObject(works);
    await pasted(sandbox, task, output);
    shown.second = await revealNew(sandbox);
    expect(shown.second.password).not.toBe(given('first').password);
    expect(await sendByToken(sandbox, 'node', given('second'), mailbox)).toMatchObject(works);
    expect(await tick(sandbox, '0')).toMatch(/One place is left: printer 3rd floor/);
    expect(await sendByPassword(sandbox, given('first'), acsAddress)).toMatchObject(works);
    expect(countsOf(await sandbox.state())).toMatchObject({
      applications: 2,
      passwords: 2,
      vaultSecrets: 2,
      mailFroms: 1,
    });
    expect(await tick(sandbox, '0,1')).toMatch(/All places have moved/);
    await refused(() => sendByPassword(sandbox, given('first'), acsAddress));
    const before = await mailsFrom(sandbox, mailbox);
    expect(await sendByToken(sandbox, 'node', given('second'), mailbox)).toMatchObject(works);
    await expect.poll(() => mailsFrom(sandbox, mailbox), { timeout: 20_000 }).toBeGreaterThan(before);
    await untilCard(sandbox, chat, { says: /^Billing: in use/m, button: 'Move to ACS Email…' }, 60_000);
    const after = countsOf(await sandbox.state());
    expect(after).toMatchObject({ applications: 1, passwords: 1, assignments: 0, vaultSecrets: 1, mailFroms: 0 });
  },
);

test('and back: called off once, then moved by a person although a place is open', { timeout: 180_000 }, async () => {
  const { sandbox } = scene();
  const wish = { why: 'The mailbox is given up', domain: 'mail.contoso.com', client: 'php' };
  const inUse = await untilCard(sandbox, chat, { button: 'Move to ACS Email…' });
  await approve(sandbox, await askToMove(sandbox, inUse, 'Move to ACS Email…', wish));
  const called = await untilCard(sandbox, chat, { button: 'Call off the move…' }, 60_000);
  const confirm = dialogOf(await press(sandbox, 'owner', called, 'Call off the move…'));
  await sandbox.action({ from: 'owner', dialog: confirm.id, action: 0 });
  const again = await untilCard(sandbox, chat, { button: 'Move to ACS Email…' }, 60_000);
  expect(countsOf(await sandbox.state())).toMatchObject({ applications: 1, mailFroms: 0, assignments: 0 });
  await approve(sandbox, await askToMove(sandbox, again, 'Move to ACS Email…', wish));
  shown.third = await revealNew(sandbox);
  expect(await sendByPassword(sandbox, given('third'), acsAddress)).toMatchObject(works);
  expect(await sendByToken(sandbox, 'node', given('second'), mailbox)).toMatchObject(works);
  const moving = await untilCard(sandbox, chat, { button: 'Remove Exchange Online now…' });
  const dialog = dialogOf(await press(sandbox, 'owner', moving, 'Remove Exchange Online now…'));
  expect(dialog.words).toMatch(/Not ticked\s+▲\s+web-02/);
  const done = await sandbox.action({ from: 'owner', dialog: dialog.id, action: 0 });
  expect(answerOf(done)).toMatch(/has moved/);
  await refused(() => sendByToken(sandbox, 'node', given('second'), mailbox));
  expect(await sendByPassword(sandbox, given('third'), acsAddress)).toMatchObject(works);
  const task = await untilCard(
    sandbox,
    'approvals',
    { button: 'Done, look again', says: /Remove-ManagementScope/ },
    60_000,
  );
  expect((await runScript(sandbox, scriptOf(task))).failed).toBeNull();
  await press(sandbox, 'approver', task, 'Done, look again');
  await untilCard(sandbox, chat, { button: 'Move to Exchange Online…' }, 60_000);
  expect(countsOf(await sandbox.state())).toMatchObject({
    applications: 1,
    passwords: 1,
    assignments: 1,
    vaultSecrets: 1,
  });
});

test('migrations says that nobody but this one is left, and what it went through', { timeout: 60_000 }, async () => {
  const { sandbox } = scene();
  await sandbox.message({ from: 'approver', text: 'migrations' });
  const list = await untilCard(sandbox, 'personal:approver', { says: /1 sender is still on ACS Email/ });
  expect(wordsOf(list.card)).toMatch(/1 now/);
});

test('no secret is left anywhere', async () => {
  const { sandbox, bot } = scene();
  expect(await secretsLeft(sandbox, bot)).toEqual([]);
});
