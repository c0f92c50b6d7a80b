import { beforeAll, expect, test } from 'vitest';
import type { Json } from '../support/sandbox.ts';
import { buttonsOf, wordsOf } from '../support/scenario-cards.ts';
import type { Message } from '../support/scenario-cards.ts';
import { approve, playRequest, press, until, untilCard, untilReady } from '../support/scenario-play.ts';
import { brief, briefLag, sharedScene } from '../support/scenario-scene.ts';
import { secretsLeft } from '../support/scenario-secrets.ts';

// "What broke?" about a sender on Exchange: what its administrators, or Entra's, changed behind Sendpass's back is found and named.

const scene = sharedScene({
  faults: { ...brief, lag: { ...briefLag, exchange: [200, 600] } },
  policy: {
    exchange: {
      domains: ['contoso.com'],
      access: 'classic',
      administration: 'rest',
      outsideMailbox: 'outside@contoso.com',
    },
  },
});
const chat = 'personal:owner';
const mailbox = 'reports@contoso.com';
const host = '[AM0PR04CA0001.eurprd04.prod.outlook.com]';
const refused = `535 5.7.3 Authentication unsuccessful ${host} ${mailbox}`;
const DONE = 'Done, look again';
let appId = '';

const consent = (granted: boolean): Promise<Json> =>
  scene().sandbox.control('POST', '/_sandbox/exchange/consent', { appId, granted });

const task = (says: RegExp): Promise<Message> => untilCard(scene().sandbox, 'approvals', { button: DONE, says });

/** Said again while Graph does not show the consent yet: then the task opens anew. */
async function done(asked: Message): Promise<void> {
  const { sandbox } = scene();
  const isReady = () =>
    untilReady(sandbox, 'Reports', { within: 3_000 }).then(
      () => true,
      () => false,
    );
  const again = (): Promise<boolean> => press(sandbox, 'approver', asked, DONE).then(isReady, isReady);
  await until('Reports ready after Done', again, { within: 60_000 });
}

beforeAll(async () => {
  const { sandbox } = scene();
  const filled = { appName: 'Reports', localPart: 'reports', domain: 'contoso.com', displayName: 'Contoso Reports' };
  await approve(sandbox, await playRequest(sandbox, { ...filled, client: 'node', recipients: 'internal' }));
  const asked = await task(/Consent to SMTP\.SendAsApp/);
  const { applications } = await sandbox.state();
  appId = String((applications as Json[]).find((each) => /Reports/.test(each['displayName']))?.['appId']);
  await consent(true);
  await done(asked);
});

async function paste(text: string, says: RegExp): Promise<Message> {
  const { sandbox } = scene();
  await sandbox.message({ from: 'owner', text });
  return untilCard(sandbox, chat, { says }, 10_000);
}

test('all is well: Exchange was looked into, and it is what the application holds', async () => {
  const card = await paste(refused, /Reports: Exchange refuses the log-in/);
  const words = wordsOf(card.card);
  expect(words).toMatch(/logs in as another mailbox/);
  for (const each of ['consent', 'Exchange', 'mailbox', 'token', 'claims', 'log-in'])
    expect(words).toMatch(new RegExp(`✓\\s${each}: `));
  expect(buttonsOf(card)).toEqual(['Show credentials']);
});

test('consent withdrawn later is named with who gives it back', async () => {
  await consent(false);
  const card = await paste(
    `MailKit.Security.AuthenticationException: 535: 5.7.3 Authentication unsuccessful ${host} ${mailbox}`,
    /consent to SMTP\.SendAsApp is missing/,
  );
  const words = wordsOf(card.card);
  expect(words).toMatch(/An Entra administrator/);
  // Proven less than two minutes ago: a replica may lag, so it is said and not sworn to.
  expect(words).toMatch(/\?\sconsent: not seen yet/);
  await consent(true);
});

test('SMTP AUTH switched off for the mailbox', async () => {
  const { sandbox } = scene();
  await sandbox.putWorld({ exchange: { mailbox: { address: mailbox, smtpClientAuthenticationDisabled: true } } });
  const text = `smtplib.SMTPAuthenticationError: (535, b'5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.') ${mailbox}`;
  const card = await paste(text, /Reports: SMTP log-in is off for the mailbox/);
  expect(wordsOf(card.card)).toMatch(/An Exchange administrator/);
  await sandbox.putWorld({ exchange: { mailbox: { address: mailbox, smtpClientAuthenticationDisabled: false } } });
});

test('a From that is another mailbox', async () => {
  const card = await paste(
    `554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException; ${mailbox} may not send as erp@contoso.com`,
    /Not allowed to send as this address|not allowed to send as this address/,
  );
  expect(wordsOf(card.card)).toMatch(/names erp@contoso\.com; this sender may send as reports@contoso\.com/);
});

test('a recipient that refuses for want of SPF: the record is gone, as the world sees it', async () => {
  const { sandbox } = scene();
  await sandbox.putWorld({ txt: { name: 'contoso.com', texts: ['MS=ms12345678'] } });
  const card = await paste(
    `550-5.7.26 Your email has been blocked because the sender ${mailbox} is unauthenticated.`,
    /wants SPF, DKIM or DMARC/,
  );
  expect(wordsOf(card.card)).toMatch(/✗\sDNS records: contoso\.com: no SPF record/);
});

test('a mailbox that was deleted is named before anything else', async () => {
  const { sandbox } = scene();
  await sandbox.putWorld({ exchange: { deleteMailbox: mailbox } });
  const card = await paste(refused, /Its mailbox is not there any more/);
  expect(wordsOf(card.card)).toMatch(/An Exchange administrator/);
  expect(buttonsOf(card)).toEqual(['Hand it to IT']);
  const { sandbox: world, bot } = scene();
  expect(await secretsLeft(world, bot)).toEqual([]);
});
