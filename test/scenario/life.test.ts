import { expect, test } from 'vitest';
import { confirmOn, openOn, rotateAndShow, sendDialog, shownBy, tick } from '../support/life-play.ts';
import { mailEvery } from '../support/mail-load.ts';
import type { Json, SandboxProcess } from '../support/sandbox.ts';
import { answerOf, wordsOf } from '../support/scenario-cards.ts';
import { sendByPassword } from '../support/scenario-exchange.ts';
import { approve, playRequest, press, reveal, until, untilCard, untilReady } from '../support/scenario-play.ts';
import type { Revealed } from '../support/scenario-play.ts';
import { brief, sharedScene } from '../support/scenario-scene.ts';
import { secretsLeft } from '../support/scenario-secrets.ts';
import { expectOneCredential, expectWorld, nothing, oneSender } from '../support/scenario-world.ts';
import { slackCard, slackPress, slackSay, slackSubmit, slackWindow } from '../support/slack-play.ts';

// The life of one sender through the real adapters: a new secret while it mails, a Stop, the way back, a leak, the end and the way back from it.

const scene = sharedScene({ faults: brief, slack: true });
const address = 'invoices@mail.contoso.com';
const chat = 'personal:owner';
/** In the order in which they were shown; only the last may work. */
const shown: Revealed[] = [];
const last = (): Revealed => shown.at(-1) ?? expect.fail('no secret was shown');

/** Every secret it ever had but the last is refused, by a client that logs in with it. */
async function onlyTheLastWorks(sandbox: SandboxProcess): Promise<void> {
  for (const each of shown.slice(0, -1)) expect((await sendByPassword(sandbox, each, address)).code).not.toBe(0);
  expect(await sendByPassword(sandbox, last(), address)).toMatchObject({ code: 0 });
}

const onTheWire = async (sandbox: SandboxProcess, words: RegExp): Promise<Json[]> =>
  (await sandbox.requests()).filter((each) => words.test(`${each['method']} ${each['url']}`));

test(
  'a new secret while it mails from two places: no mail fails, and after the last tick the old one is refused',
  { timeout: 240_000 },
  async () => {
    const { sandbox } = scene();
    await approve(sandbox, await playRequest(sandbox));
    shown.push(await reveal(sandbox, await untilReady(sandbox)));
    await confirmOn(sandbox, 'It is installed…');
    const pace = { from: address, secret: last() };
    const web = await mailEvery(250, sandbox, pace);
    const printer = await mailEvery(250, sandbox, pace);
    shown.push(await rotateAndShow(sandbox));
    web.give(last());
    expect(await tick(sandbox, '0')).toMatch(/One place is left: printer 3rd floor/);
    printer.give(last());
    expect(await tick(sandbox, '0,1')).toMatch(/Every place has the new secret/);
    expectOneCredential(await expectWorld(sandbox, oneSender, 60_000));
    const then = web.sent();
    await until('some mails after it', async () => web.sent() > then + 8);
    const [one, other] = [await web.stop(), await printer.stop()];
    expect([...one.failed, ...other.failed]).toEqual([]);
    expect(one.sent).toBeGreaterThan(20);
    await onlyTheLastWorks(sandbox);
    await untilCard(sandbox, chat, { button: 'New secret…', says: /^Billing: in use/m });
  },
);

test('Stop, in Slack: log-ins are proven refused, and Teams says so', { timeout: 120_000 }, async () => {
  const { sandbox } = scene();
  await slackSay(sandbox, 'owner', 'stop billing');
  const offer = await slackCard(sandbox, chat, { button: 'Stop…', says: /Stop Billing\?/ });
  await slackPress(sandbox, 'owner', offer, 'Stop…');
  const view = await slackWindow(sandbox, 'owner', /web-02/);
  expect(JSON.stringify((await slackSubmit(sandbox, 'owner', view)).views)).toMatch(/being stopped/);
  const card = await untilCard(sandbox, chat, { button: 'Start again…', says: /^Billing: stopped/m }, 60_000);
  expect(wordsOf(card.card)).toMatch(/may send until/);
  const state = await expectWorld(sandbox, { ...oneSender, passwords: 0, vaultSecrets: 0, vaultVersions: 0 });
  expect(state['principals']).toMatchObject([{ accountEnabled: false }]);
  expect((await onTheWire(sandbox, /^AUTH/)).at(-1)?.['status']).toBe(535);
  expect((await sendByPassword(sandbox, last(), address)).code).not.toBe(0);
});

async function startAgain(sandbox: SandboxProcess): Promise<void> {
  const said = await confirmOn(sandbox, 'Start again…', { why: 'The server was cleaned' });
  expect(said).toMatch(/IT decides/);
  const request = await untilCard(sandbox, 'approvals', { button: 'Approve', says: /The server was cleaned/ });
  expect(answerOf(await press(sandbox, 'owner', request, 'Approve'))).toMatch(
    /you asked for it yourself|Only approvers/,
  );
  await approve(sandbox, request);
  shown.push(await reveal(sandbox, await untilReady(sandbox)));
}

test('started again by a decision, with a new secret on what stood', { timeout: 120_000 }, async () => {
  const { sandbox } = scene();
  await startAgain(sandbox);
  await onlyTheLastWorks(sandbox);
  expectOneCredential(await expectWorld(sandbox, oneSender));
});

test('leaked: the secret goes before the new one is made', { timeout: 120_000 }, async () => {
  const { sandbox } = scene();
  const before = (await sandbox.requests()).length;
  await sandbox.message({ from: 'owner', text: 'leaked' });
  const dialog = await openOn(sandbox, 'It leaked…');
  expect(dialog.words).toMatch(/Mara Lindt/);
  expect(answerOf(await sendDialog(sandbox, dialog))).toMatch(/being removed first/);
  shown.push(await shownBy(sandbox, 'Show credentials'));
  const order = (await sandbox.requests())
    .slice(before)
    .flatMap(({ url }) => /(?:add|remove)Password/.exec(String(url)) ?? []);
  expect(order[0]).toBe('removePassword');
  expect(order).toContain('addPassword');
  await onlyTheLastWorks(sandbox);
});

test(
  'retired, nothing is left; brought back, it is the same application with a new secret',
  { timeout: 180_000 },
  async () => {
    const { sandbox } = scene();
    const [before] = (await sandbox.state())['applications'] as Json[];
    await confirmOn(sandbox, 'It is installed…');
    await confirmOn(sandbox, 'Retire…');
    await untilCard(sandbox, chat, { button: 'Start again…', says: /^Billing: removed/m }, 60_000);
    await expectWorld(sandbox, nothing, 60_000);
    await startAgain(sandbox);
    const state = await expectWorld(sandbox, oneSender, 60_000);
    expect(state['applications']).toMatchObject([{ appId: before?.['appId'] }]);
    await onlyTheLastWorks(sandbox);
  },
);

test('no secret is left anywhere', async () => {
  const { sandbox, bot } = scene();
  expect(await secretsLeft(sandbox, bot)).toEqual([]);
});
