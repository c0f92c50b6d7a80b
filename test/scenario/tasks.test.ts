import { expect, test, vi } from 'vitest';
import type { Json, SandboxProcess } from '../support/sandbox.ts';
import { answerOf, dataOf, dialogOf, wordsOf } from '../support/scenario-cards.ts';
import type { Message } from '../support/scenario-cards.ts';
import { approve, playRequest, press, untilCard, untilReady } from '../support/scenario-play.ts';
import { brief, sharedScene } from '../support/scenario-scene.ts';
import { secretsLeft } from '../support/scenario-secrets.ts';
import { expectWorld, more, nothing, oneSender } from '../support/scenario-world.ts';

// What Sendpass cannot settle by itself becomes a card for a person, with the reason and the script; it goes on when the world agrees.

const scene = sharedScene({ faults: brief });
const DONE = 'Done, look again';

async function approved(sandbox: SandboxProcess, appName: string, client = 'php'): Promise<void> {
  const card = await playRequest(sandbox, { appName, localPart: appName.toLowerCase(), client });
  expect(await approve(sandbox, card)).toMatch(/^Approved/);
}

const task = (sandbox: SandboxProcess, title: string, appName: string): Promise<Message> =>
  untilCard(sandbox, 'approvals', { button: DONE, says: new RegExp(`${title}[\\s\\S]*${appName} waits for this`) });

const waiting = (sandbox: SandboxProcess, appName: string): Promise<Message> =>
  untilCard(sandbox, 'personal:owner', { button: 'Cancel…', says: new RegExp(`${appName}: waits for a person`) });

/** Somebody says it is done. While an earlier look runs, that is what they are told. */
const sayDone = async (sandbox: SandboxProcess, card: Message): Promise<void> =>
  await expect
    .poll(() => press(sandbox, 'approver', card, DONE).then(answerOf, seenAlready), { timeout: 20_000 })
    .toMatch(/looks again/);

/** The look before may have found it done: then there is no button left to press. */
const seenAlready = (thrown: Error): string =>
  /no button/.test(thrown.message) ? 'it looks again no more' : thrown.message;

/** The task is done when the world agrees, and its card says so. */
async function settled(sandbox: SandboxProcess, card: Message, appName: string): Promise<void> {
  await sayDone(sandbox, card);
  await untilReady(sandbox, appName);
  await untilCard(sandbox, 'approvals', { id: card.id, without: DONE, says: /Done:/ });
}

/** What the Cancel interrupted may still arrive: for two minutes a removal does not believe that it is not there. */
const removal = 180_000;
vi.setConfig({ testTimeout: 2 * removal });

async function cancelled(sandbox: SandboxProcess, appName: string): Promise<void> {
  const mine = await waiting(sandbox, appName);
  const dialog = dialogOf(await press(sandbox, 'owner', mine, 'Cancel…'));
  expect(answerOf(await sandbox.action({ from: 'owner', dialog: dialog.id, action: 0 }))).toMatch(/^Cancelled/);
  await untilCard(sandbox, 'personal:owner', { id: mine.id, says: new RegExp(`${appName}: removed`) }, removal);
}

test('an address the quota does not allow is a task; Done too early changes nothing, after the raise it goes on', async () => {
  const { sandbox } = scene();
  await sandbox.putTier('default');
  const after = await more(sandbox, oneSender);
  await approved(sandbox, 'Ledger');
  const card = await task(sandbox, 'Raise the sending quota', 'Ledger');
  expect(wordsOf(card.card)).toMatch(/Wanted: +MailFrom ledger@mail\.contoso\.com/);
  expect(answerOf(await press(sandbox, 'owner2', card, DONE))).toMatch(/Only its owners and approvers/);
  await sayDone(sandbox, card);
  // It may be said again only after it was looked at and was not so.
  await sayDone(sandbox, card);
  const still = await task(sandbox, 'Raise the sending quota', 'Ledger');
  expect(still.id).toBe(card.id);
  await sandbox.putTier('raised');
  await settled(sandbox, still, 'Ledger');
  await expectWorld(sandbox, after);
});

test('a lifetime the tenant refuses is a task that names the limit', async () => {
  const { sandbox } = scene();
  const after = await more(sandbox, oneSender);
  const card = await playRequest(sandbox, { appName: 'Archive', localPart: 'archive' });
  await sandbox.putWorld({ maxPasswordLifetime: 'P30D' });
  await approve(sandbox, card);
  const refused = await task(sandbox, 'The tenant refuses so long a secret', 'Archive');
  expect(wordsOf(refused.card)).toMatch(/P30D/);
  await sandbox.putWorld({ maxPasswordLifetime: null });
  await settled(sandbox, refused, 'Archive');
  await expectWorld(sandbox, after);
});

test('a permission taken away midway is a task that names it; given back, it goes on', async () => {
  const { sandbox } = scene();
  const after = await more(sandbox, oneSender);
  const card = await playRequest(sandbox, { appName: 'Weather', localPart: 'weather' });
  await sandbox.putPermissions(['graph:Application.ReadWrite.OwnedBy']);
  await approve(sandbox, card);
  const missing = await task(sandbox, 'Give Sendpass its Graph permission', 'Weather');
  await sandbox.putPermissions([]);
  await settled(sandbox, missing, 'Weather');
  await expectWorld(sandbox, after);
});

test.each([
  { appName: 'Squatted', ownedBySendpass: true },
  { appName: 'Foreign', ownedBySendpass: false },
])(
  'an application somebody else registered under our name is named and not touched ($appName)',
  async ({ appName, ownedBySendpass }) => {
    const { sandbox } = scene();
    const before = await more(sandbox, { ...nothing, applications: 1 });
    const card = await playRequest(sandbox, { appName, localPart: appName.toLowerCase() });
    // Held up until its name is known to the squatter.
    await sandbox.putPermissions(['graph:Application.ReadWrite.OwnedBy']);
    await approve(sandbox, card);
    const held = await task(sandbox, 'Give Sendpass its Graph permission', appName);
    const senderId = String(dataOf(await waiting(sandbox, appName), 'Cancel…')['senderId']);
    await sandbox.putWorld({ squat: { uniqueName: `sendpass-${senderId}-1`, ownedBySendpass } });
    const foreign = async (): Promise<Json | undefined> =>
      ((await sandbox.state())['applications'] as Json[]).find(
        (each) => each['uniqueName'] === `sendpass-${senderId}-1`,
      );
    const asItWas = await foreign();
    expect(asItWas).toBeDefined();
    await sandbox.putPermissions([]);
    await sayDone(sandbox, held);
    const stopped = await task(sandbox, 'Settle whose application this is', appName);
    expect(wordsOf(stopped.card)).toContain(`sendpass-${senderId}-1`);
    expect(await foreign()).toEqual(asItWas);
    await cancelled(sandbox, appName);
    expect(await foreign()).toEqual(asItWas);
    await expectWorld(sandbox, before);
  },
);

test('a role widened by hand is named and not assigned; put back, it goes on', async () => {
  const { sandbox } = scene();
  const { roleDefinitions } = await sandbox.state();
  const actions = (roleDefinitions as Json[])[0]?.['permissions'][0]['actions'] as string[];
  const assignments = (await more(sandbox, nothing)).assignments;
  const after = await more(sandbox, oneSender);
  await sandbox.putWorld({ widenRole: true });
  await approved(sandbox, 'Weekly');
  const widened = await task(sandbox, 'Put the role "SMTP sender" back', 'Weekly');
  expect(wordsOf(widened.card)).toContain('Microsoft.Communication/*');
  expect((await more(sandbox, nothing)).assignments).toBe(assignments);
  await sandbox.putWorld({ roleDefinitionActions: actions });
  await settled(sandbox, widened, 'Weekly');
  await expectWorld(sandbox, after);
});

test('a role that is not there is a task with the script that makes it; cancelled, nothing is left', async () => {
  const { sandbox } = scene();
  const before = await more(sandbox, nothing);
  await sandbox.putWorld({ removeRoleDefinition: true });
  await approved(sandbox, 'Yearly');
  const missing = await task(sandbox, 'Make the role "SMTP sender"', 'Yearly');
  expect(wordsOf(missing.card)).toMatch(/az rest --method put[\s\S]*assignableScopes/);
  expect(wordsOf(missing.card)).not.toMatch(/cut: do not paste/);
  await cancelled(sandbox, 'Yearly');
  await expectWorld(sandbox, before);
  // Nobody has to do anything any more.
  await untilCard(sandbox, 'approvals', { id: missing.id, without: DONE });
});

test('and no secret was written down', async () => {
  const { sandbox, bot } = scene();
  expect(await secretsLeft(sandbox, bot)).toEqual([]);
});
