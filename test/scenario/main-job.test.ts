import { describe, expect, test } from 'vitest';
import type { Faults, Json, SandboxProcess } from '../support/sandbox.ts';
import { answerOf, buttonsOf, dataOf, dialogOf, wordsOf } from '../support/scenario-cards.ts';
import {
  approve,
  messagesIn,
  openForm,
  personId,
  press,
  reveal,
  sendForm,
  until,
  untilCard,
  untilDecision,
  untilReady,
} from '../support/scenario-play.ts';
import type { Revealed } from '../support/scenario-play.ts';
import { scenes } from '../support/scenario-scene.ts';
import { expectOneCredential, expectWorld, oneSender } from '../support/scenario-world.ts';
import { secretsLeft } from '../support/scenario-secrets.ts';
import { stores } from '../support/scenario-stores.ts';

// The whole job once, as its people live it, on every store there is: on the embedded one with replicas that lag by 6–8 s, on PostgreSQL
// with the sandbox's own 2–5 s.

const scene = scenes();
const slow: [number, number] = [6_000, 8_000];
/** 30 s take a bot minutes: in virtual time in test/unit/provisioning/converge.test.ts, on the wire in `npm run chaos`. */
const slower: Faults = { lag: { app: slow, principal: slow, password: slow, token: slow, role: slow } };

describe.each(stores())('the main job on $name', ({ skip, open }) => {
  test('from a request with a mistake to an installed credential', { timeout: 180_000 }, async (context) => {
    context.skip(skip !== undefined, skip);
    const store = open();
    try {
      await scene({ ...store.bot, faults: store.rows ? {} : slower }, async ({ sandbox, bot }) => {
        const card = await ask(sandbox);
        await decideAsEverybodyWould(sandbox, card.id);
        const ready = await untilReady(sandbox, 'Billing', { within: 90_000 });
        expectOneCredential(await expectWorld(sandbox, oneSender));
        const shown = await seeCredentials(sandbox);
        await receiveTestMail(sandbox, shown);
        await install(sandbox, ready.id);
        // The embedded database is looked through by the scene.
        if (store.rows) expect(await secretsLeft(sandbox, bot, store.rows)).toEqual([]);
      });
    } finally {
      store.close();
    }
  });
});

async function ask(sandbox: SandboxProcess) {
  const form = await openForm(sandbox);
  const secondOwner = await personId(sandbox, 'owner2');
  const refused = dialogOf(await sendForm(sandbox, form, { localPart: 'finance-director', secondOwner }));
  expect(refused.words).toMatch(/finance-director|belongs to/i);
  // The correction keeps what was typed, and nothing was asked for yet.
  expect(await messagesIn(sandbox, 'approvals')).toHaveLength(2);
  const accepted = await sendForm(sandbox, refused, { localPart: 'invoices', secondOwner });
  expect(accepted.dialogId).toBeUndefined();
  const card = await untilDecision(sandbox, 'Billing');
  expect(wordsOf(card.card)).toContain('Monthly invoices to customers');
  await untilCard(sandbox, 'personal:owner', { button: 'Withdraw', says: /waiting for IT/ });
  return card;
}

async function decideAsEverybodyWould(sandbox: SandboxProcess, id: string): Promise<void> {
  const pressed = async (from: string): Promise<string> =>
    answerOf(await sandbox.action({ from, message: id, action: 'Approve' }));
  expect(await pressed('owner')).toMatch(/you asked for it yourself/);
  expect(await pressed('owner2')).toMatch(/you would be one of its owners/);
  const before = await untilCard(sandbox, 'approvals', { id, button: 'Approve' });
  expect((await sandbox.state())['applications']).toEqual([]);
  expect(await approve(sandbox, before)).toMatch(/^Approved/);
  const decided = await untilCard(sandbox, 'approvals', { id, without: 'Approve', says: /approved by Priya Nair/i });
  expect(buttonsOf(decided)).toEqual([]);
}

async function seeCredentials(sandbox: SandboxProcess): Promise<Revealed> {
  const ready = await untilCard(sandbox, 'personal:owner', { button: 'Show credentials' });
  // Each conversation is shown by a job of its own: the other owner's card may come later.
  await untilCard(sandbox, 'personal:owner2', { button: 'Show credentials' });
  // Only the owners' private chats have the button.
  const everywhere = await sandbox.conversations();
  const withButton = everywhere.filter((each) =>
    (each['messages'] as Json[]).some((message) =>
      buttonsOf({ card: message['card'] as Json | null }).includes('Show credentials'),
    ),
  );
  expect(new Set(withButton.map((each) => each['id']))).toEqual(new Set(['personal:owner', 'personal:owner2']));
  const token = dataOf(ready, 'Show credentials');
  const shown = await reveal(sandbox, ready);
  expect(JSON.stringify(shown.card)).not.toMatch(/"type":"(Action|Input)\./);
  const receipt = await untilCard(sandbox, 'personal:owner2', { says: /Mara Lindt saw the credentials of Billing/ });
  expect(wordsOf(receipt.card)).not.toContain(shown.password);
  await refuseUsedToken(sandbox, ready.id, token);
  return shown;
}

/** The card is drawn anew with a new token; the click that was sent before is worth nothing, and neither is somebody else's. */
async function refuseUsedToken(sandbox: SandboxProcess, messageId: string, data: Json): Promise<void> {
  const requests = await sandbox.requests();
  const click = requests.find(
    (each) => each['neighbour'] === 'bot' && each['requestBody']?.['value']?.['data']?.['token'] === data['token'],
  );
  const activity = { ...(click?.['requestBody'] as Json), id: `f:again-${messageId}` };
  const again = await sandbox.control('POST', '/_sandbox/chat/teams/raw', { activity });
  expect(again['status']).toBe(200);
  expect(JSON.stringify(again['body'])).toMatch(/used before/);
  const next = await untilCard(sandbox, 'personal:owner', { button: 'Show credentials', says: /shown once/ });
  const fresh = dataOf(next, 'Show credentials');
  expect(fresh['token']).not.toBe(data['token']);
  const people = (await sandbox.state())['people'] as Json[];
  const approver = people.find((each) => each['id'] === 'approver');
  const stolen = await stolenClick(sandbox, fresh, approver ?? {});
  expect(JSON.stringify(stolen['body'])).toMatch(/Only its owners can see/);
}

/** The owner's fresh token in the approver's own chat. */
async function stolenClick(sandbox: SandboxProcess, data: Json, approver: Json): Promise<Json> {
  await sandbox.message({ from: 'approver', text: 'help' });
  const requests = await sandbox.requests();
  const said = requests.findLast(
    (each) => each['neighbour'] === 'bot' && each['requestBody']?.['from']?.['aadObjectId'] === approver['aadObjectId'],
  );
  const { text: _text, entities: _entities, attachments: _attachments, ...base } = (said ?? {})['requestBody'] as Json;
  const value = { data, context: { theme: 'default' } };
  const activity = { ...base, type: 'invoke', name: 'task/fetch', id: 'f:stolen', replyToId: base['id'], value };
  return sandbox.control('POST', '/_sandbox/chat/teams/raw', { activity });
}

async function receiveTestMail(sandbox: SandboxProcess, shown: Revealed): Promise<void> {
  const mail = await until('the test mail', async () => ((await sandbox.state())['mail'] as Json[])[0]);
  expect(mail).toMatchObject({ from: 'invoices@mail.contoso.com', to: ['mara.lindt@contoso.com'] });
  expect(shown.username).toContain(String(mail['appId']));
  await untilCard(sandbox, 'personal:owner', { says: /test mail sent to mara\.lindt@contoso\.com/ });
}

async function install(sandbox: SandboxProcess, id: string): Promise<void> {
  const ready = await untilCard(sandbox, 'personal:owner', { id, button: 'It is installed…' });
  const dialog = dialogOf(await press(sandbox, 'owner', ready, 'It is installed…'));
  const done = await sandbox.action({ from: 'owner', dialog: dialog.id, action: 0 });
  expect(answerOf(done)).toMatch(/not shown any more/);
  const closed = await untilCard(sandbox, 'personal:owner', {
    id,
    without: 'Show credentials',
    says: /Billing: in use/,
  });
  expect(buttonsOf(closed)).not.toContain('It is installed…');
}
