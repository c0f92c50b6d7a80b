// The whole job once, played through the sandbox's chat endpoints: nothing here knows the bot but what it says on the wire.
import { drawCard, plain, rowsOf, wrap } from './draw-card.ts';
import type { Printer } from './print.ts';
import type { Turn } from './parts.ts';
import type { Json, Message, Sandbox } from './sandbox-client.ts';
import { runScript } from './administrator.ts';
import type { Story } from './stories.ts';
import { buttonOf, dialogCard, dialogId, hasButton, messageText, taskText } from './answers.ts';
import { APPROVER, CHANNEL, inner, OWNER, show } from './show.ts';
import { cardWith, until } from './watch.ts';

export type Tour = {
  sandbox: Sandbox;
  print: Printer;
  secondOwner: string;
  story: Story;
  turn: Turn;
  /** The dialog with the first credentials, once it was opened. */
  shown?: Json;
};

export async function playTour(tour: Tour): Promise<void> {
  const approvedAt = await tour.turn(async () => {
    await chooseChannel(tour);
    await ask(tour);
    return decide(tour, await lookAtRequest(tour));
  });
  if (tour.story.script) await runScript(tour, inner, APPROVER);
  const ready = await followProgress(tour, approvedAt);
  await reveal(tour, ready);
  await readMail(tour);
  await finish(tour);
}

async function chooseChannel({ sandbox, print }: Tour): Promise<void> {
  print.act('IT says where requests go');
  print.says(APPROVER, CHANNEL, 'approvals here');
  await sandbox.say('approver', 'approvals', 'approvals here');
  const answer = await until(
    sandbox,
    'approvals',
    (each) => each.from === 'bot' && (each.card !== null || each.text !== null),
  );
  if (answer.card) print.box(`in ${CHANNEL}`, drawCard(answer.card, inner));
  else print.line(answer.text ?? '');
}

async function ask(tour: Tour): Promise<void> {
  const { sandbox, print, story } = tour;
  print.act('The owner of an application asks');
  print.says(OWNER, 'her chat with Sendpass', 'request');
  await sandbox.say('owner', 'personal', 'request');
  const card = await until(sandbox, 'personal:owner', (each) => hasButton(each, /request/i));
  show(tour, `private: ${OWNER}`, card);
  const opened = await sandbox.press('owner', card.id, buttonOf(card, /request/i));
  print.does(OWNER, `fills the form in, with ${story.mistake}:`);
  const filled = { ...story.form, ...story.wrong, secondOwner: tour.secondOwner };
  const refused = await sandbox.submit('owner', dialogId(opened), 0, filled);
  print.box(`dialog: ${OWNER}`, drawCard(dialogCard(refused), inner, filled).slice(0, 14).concat('…'));
  print.does(OWNER, `corrects it to ${story.correction} and sends it.`);
  const accepted = await sandbox.submit('owner', dialogId(refused), 0, { ...filled, ...story.right });
  if (accepted.dialogId !== undefined) throw new Error(`the form was not accepted: ${JSON.stringify(accepted.body)}`);
  print.note(plain(taskText(accepted)));
}

async function lookAtRequest(tour: Tour): Promise<Message> {
  const { sandbox, print } = tour;
  print.act('IT sees one card with everything needed to decide');
  const request = await cardWith(sandbox, 'approvals', 'Approve');
  show(tour, `in ${CHANNEL}, everybody there sees it`, request);
  print.does(OWNER, 'presses Approve on her own request:');
  const refused = await sandbox.press('owner', request.id, 'Approve');
  print.line(`✗ ${plain(messageText(refused))}   (only she sees this)`);
  return request;
}

/** When it was approved. */
async function decide(tour: Tour, request: Message): Promise<number> {
  const { sandbox, print } = tour;
  print.act('IT approves');
  print.does(APPROVER, 'presses Approve:');
  const approvedAt = Date.now();
  const answer = await sandbox.press('approver', request.id, 'Approve');
  const words = plain(messageText(answer));
  if (words !== '') print.note(words);
  const decided = await until(sandbox, 'approvals', (each) => each.id === request.id && !hasButton(each, /^Approve$/));
  print.box(`the same card in ${CHANNEL}`, drawCard(decided.card ?? {}, inner).slice(0, 3));
  return approvedAt;
}

/** Prints each step when the owner's card says it is done, and each reason for waiting, once. */
async function followProgress(tour: Tour, approvedAt: number): Promise<Message> {
  const { sandbox, print } = tour;
  print.act('Sendpass provisions, and the owner’s card follows');
  const said = new Set<string>();
  const report = (card: Json): void => {
    for (const { symbol, title, note, end } of rowsOf(card)) {
      const waits = symbol !== '✓' && note.startsWith('waiting');
      const line = waits ? `${symbol} ${title} – ${note}` : `${symbol} ${title.padEnd(38)} ${end}`;
      if ((symbol !== '✓' && !waits) || said.has(line)) continue;
      said.add(line);
      for (const [at, words] of wrap(line, inner).entries()) print.line(at === 0 ? words : `  ${words}`);
    }
  };
  const ready = await until(
    sandbox,
    'personal:owner',
    (each) => {
      if (each.card && /setting up|waits for a person/.test(JSON.stringify(each.card))) report(each.card);
      return hasButton(each, /^Show credentials$/);
    },
    55_000,
  );
  await proof(tour, approvedAt);
  show(tour, `private: ${OWNER}`, ready);
  return ready;
}

/** The log-in as the mail service saw it. */
async function proof({ sandbox, print, story }: Tour, approvedAt: number): Promise<void> {
  const exchanges = (await sandbox.text('/_sandbox/requests'))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Json);
  const logins = exchanges.filter((each) => each['neighbour'] === story.neighbour && each['method'] === 'AUTH');
  // The first: senders of the other parts follow, and on Exchange a log-in as a mailbox that has to be refused.
  const last = logins.find((each) => each['status'] === 235);
  if (!last) throw new Error('no successful log-in was seen by the mail service');
  const refused = logins.slice(0, logins.indexOf(last)).filter((each) => userOf(each) === userOf(last)).length;
  const took = (Date.parse(String(last['at'])) - approvedAt) / 1000;
  print.line(`✓ ${'proof: log-in'.padEnd(38)} ${took.toFixed(1)} s after Approve`);
  const before = refused === 0 ? '' : `, after ${refused} refused while the clouds caught up`;
  print.note(`  the mail service answered 235 to the new credential${before}`);
}

/** The user name stands in the path. */
const userOf = (login: Json): string => String(login['url']);

async function reveal(tour: Tour, ready: Message): Promise<void> {
  const { sandbox, print } = tour;
  print.act('The owner, and nobody else, sees the credentials');
  print.does(OWNER, 'presses Show credentials:');
  const shown = await sandbox.press('owner', ready.id, 'Show credentials');
  const card = dialogCard(shown);
  tour.shown = card;
  const secrets = await sandbox.secrets();
  if (!secrets.some((secret) => JSON.stringify(card).includes(secret.slice(0, 20))))
    throw new Error('the dialog shows no credential');
  print.box(`dialog: ${OWNER} – nothing of it is stored in the chat`, drawCard(card, inner));
  const receipt = await until(
    sandbox,
    'personal:owner2',
    (each) => each.from === 'bot' && /saw the credentials of Billing/.test(JSON.stringify(each.card ?? '')),
  );
  show(tour, 'private: Jonas Weber (second owner)', receipt);
}

async function readMail({ sandbox, print }: Tour): Promise<void> {
  print.act('The test mail arrives');
  for (let waited = 0; waited < 20_000; waited += 250) {
    const mail = (await sandbox.mail()).find(({ subject }) => subject.includes('Billing'));
    if (mail) {
      print.box(`inbox of ${mail.to.join(', ')}`, [
        `From     ${mail.from}`,
        `Subject  ${mail.subject}`,
        '',
        ...mail.text.trim().split('\n'),
      ]);
      return;
    }
    await new Promise((done) => setTimeout(done, 250));
  }
  throw new Error('no test mail arrived within 20 s');
}

async function finish(tour: Tour): Promise<void> {
  const { sandbox, print } = tour;
  print.act('It is installed');
  const ready = await cardWith(sandbox, 'personal:owner', 'Show credentials');
  const opened = await sandbox.press('owner', ready.id, 'It is installed…');
  print.does(OWNER, 'says where it runs now.');
  const done = await sandbox.submit('owner', dialogId(opened), 0, {});
  print.note(plain(taskText(done)));
  const closed = await until(
    sandbox,
    'personal:owner',
    (each) => each.id === ready.id && !hasButton(each, /^Show credentials$/),
  );
  show(tour, `private: ${OWNER}, the same card from request to here`, closed);
}
