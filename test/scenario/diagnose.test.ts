import { beforeAll, expect, test } from 'vitest';
import type { Json } from '../support/sandbox.ts';
import { buttonsOf, dialogOf, answerOf, wordsOf } from '../support/scenario-cards.ts';
import type { Message } from '../support/scenario-cards.ts';
import { approve, playRequest, press, reveal, untilCard, untilReady } from '../support/scenario-play.ts';
import type { Revealed } from '../support/scenario-play.ts';
import { brief, sharedScene } from '../support/scenario-scene.ts';
import { tablesOf } from '../support/scenario-secrets.ts';
import { filesIn, scan } from '../support/secret-scan.ts';

// "What broke?": an error is pasted, something in the sandbox really is broken, and the answer names it within ten seconds.

// Replicas are not what this is about (docs/decisions/0004-brief-lag-in-chaos.md).
const scene = sharedScene({ faults: brief });
const chat = 'personal:owner';
const planted = 'zX98Q~planted-in-a-paste.1234567890_abcd';
const refused = '535 5.7.3 Authentication unsuccessful';
let shown: Revealed;

beforeAll(async () => {
  const { sandbox } = scene();
  await approve(sandbox, await playRequest(sandbox));
  shown = await reveal(sandbox, await untilReady(sandbox));
  await approve(sandbox, await playRequest(sandbox, { appName: 'Ledger', localPart: 'ledger' }));
  await untilReady(sandbox, 'Ledger');
});

async function paste(text: string, says: RegExp, { from = 'owner', conversation = chat } = {}): Promise<Message> {
  const { sandbox } = scene();
  await sandbox.message({ from, text, ...(conversation.startsWith('personal:') ? {} : { conversation }) });
  return untilCard(sandbox, conversation, { says }, 10_000);
}

test('a log with the user name and a secret in it: the stored secret works, so the application’s does not; the leak is said', async () => {
  const text = `SERVER -> CLIENT: 334 UGFzc3dvcmQ6 CLIENT -> SERVER: ${Buffer.from(planted).toString('base64')} SMTP ERROR: ${refused} (user ${shown.username}, $mail->Password = '${planted}')`;
  const card = await paste(text, /Billing: the mail service refuses the log-in/);
  const words = wordsOf(card.card);
  expect(words).toMatch(/does not send the secret as it is/);
  expect(words).toMatch(/log-in: works at/);
  expect(words).toMatch(/token: Entra issues one/);
  expect(words).toMatch(/looks like a secret/);
  expect(buttonsOf(card)).toEqual(['Show credentials', 'I leaked it…']);
  const { sandbox } = scene();
  const leak = dialogOf(await press(sandbox, 'owner', card, 'I leaked it…'));
  expect(leak.words).toMatch(/Did the secret of Billing leak\?[\s\S]*Who had seen it/);
  const again = dialogOf(await press(sandbox, 'owner', card, 'Show credentials'));
  expect(again.words).toContain(shown.password);
  // The card that stays is the sender's own; the diagnosis is not taken for a copy of it.
  await untilCard(sandbox, chat, { button: 'It is installed…', says: /Billing: proven/ });
  await untilCard(sandbox, chat, { id: card.id });
});

test('a role that lost its actions: the stored secret is refused too', async () => {
  const { sandbox } = scene();
  const { roleDefinitions } = await sandbox.state();
  const actions = (roleDefinitions as Json[])[0]?.['permissions'][0]['actions'] as string[];
  await sandbox.putWorld({ roleDefinitionActions: actions.slice(0, 1) });
  const card = await paste(
    `smtplib.SMTPAuthenticationError: (535, b'5.7.3 Authentication unsuccessful') ledger@mail.contoso.com`,
    /Ledger: the mail/,
  );
  expect(wordsOf(card.card)).toMatch(/with the stored secret too/);
  expect(wordsOf(card.card)).toMatch(/An Azure administrator/);
  await sandbox.putWorld({ roleDefinitionActions: actions });
});

test('an ended secret is named with its day, also when the mail service’s words do not say so', async () => {
  const { sandbox } = scene();
  const appId = shown.username.split('|')[1] ?? '';
  await sandbox.expire({ appId });
  const card = await paste(
    `AADSTS7000222: The provided client secret keys for app '${appId}' are expired.`,
    /Billing: Entra says the secret has ended/,
  );
  expect(wordsOf(card.card)).toMatch(/Its secret has ended[\s\S]*secret: ended/);
  expect(buttonsOf(card)).toEqual(['Retire…']);
  const same = await paste(
    `${refused} ${shown.username}`,
    /Billing: the mail service refuses the log-in[\s\S]*Its secret has ended/,
  );
  expect(buttonsOf(same)).toEqual(['Retire…']);
});

test('in the channel no details; who chooses gets them in private. A stranger learns nothing', async () => {
  const { sandbox } = scene();
  const card = await paste(`${refused} ${shown.username}`, /The mail service refuses the log-in/, {
    from: 'approver',
    conversation: 'approvals',
  });
  expect(wordsOf(card.card)).not.toContain('Billing');
  const dialog = dialogOf(await press(sandbox, 'approver', card, 'Look at a sender…'));
  expect(answerOf(await sandbox.action({ from: 'approver', dialog: dialog.id, action: 0 }))).toMatch(/private chat/);
  const found = await untilCard(sandbox, 'personal:approver', { says: /Billing: the mail service/ }, 10_000);
  expect(wordsOf(found.card)).toMatch(/Its secret has ended/);
  const foreign = await paste(`${refused} ${shown.username}`, /The mail service refuses the log-in/, {
    from: 'owner2',
    conversation: 'personal:owner2',
  });
  expect(wordsOf(foreign.card)).not.toMatch(/Billing|secret: /);
  expect(buttonsOf(foreign)).toEqual([]);
});

test('the pasted secret stands nowhere: not in a file, a row, the log, or what was sent to the chat', async () => {
  const { sandbox, bot } = scene();
  await bot.stop();
  const requests = await sandbox.requests();
  // The delivery itself holds it: that is the chat's, not ours.
  const ours = requests.filter((each) => each['neighbour'] !== 'bot');
  const places = [
    ...filesIn(bot.dataDir),
    ...Object.entries(await tablesOf(bot.dataDir)).map(([name, rows]) => ({ name, bytes: Buffer.from(rows) })),
    { name: 'output', bytes: Buffer.from(bot.output()) },
    { name: 'wire', bytes: Buffer.from(JSON.stringify(ours)) },
  ];
  expect(requests.length - ours.length).toBeGreaterThan(0);
  expect(scan(places, [{ name: 'planted', value: planted }])).toEqual([]);
});
