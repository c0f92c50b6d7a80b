// A sender moves to the other relay: the new way is proven beside the old one, which works until the last place is ticked.
import { runScript } from './administrator.ts';
import { dialogCard, dialogId, hasButton, messageText, taskText } from './answers.ts';
import { drawCard, plain } from './draw-card.ts';
import type { Json, Message } from './sandbox-client.ts';
import { APPROVER, CHANNEL, inner, OWNER, show } from './show.ts';
import type { Tour } from './tour.ts';
import { cardWith, until } from './watch.ts';

const chat = 'personal:owner';

export async function playMove(tour: Tour): Promise<void> {
  await tour.turn(async () => {
    await askToMove(tour);
    await decide(tour);
  });
  if (tour.story.move.script) await runScript(tour, inner, APPROVER);
  await revealNew(tour);
  await seeMigrations(tour);
  await tick(tour);
}

async function askToMove(tour: Tour): Promise<void> {
  const { sandbox, print, story } = tour;
  const button = `Move to ${story.move.to}…`;
  print.act('The owner asks to move it to the other mail service');
  const card = await cardWith(sandbox, chat, button);
  const opened = await sandbox.press('owner', card.id, button);
  print.does(OWNER, `presses ${button} The form comes filled in; she changes three fields.`);
  print.box(`dialog: ${OWNER}`, drawCard(dialogCard(opened), inner, story.move.form).slice(0, 12).concat('…'));
  const sent = await sandbox.submit('owner', dialogId(opened), 0, story.move.form);
  if (sent.dialogId !== undefined) throw new Error(`the move was not accepted: ${JSON.stringify(sent.body)}`);
  print.note(plain(taskText(sent)));
}

async function decide({ sandbox, print }: Tour): Promise<void> {
  print.act('IT sees what is made beside it, and what goes at the end');
  const request = await until(
    sandbox,
    'approvals',
    (each) => hasButton(each, /^Approve$/) && says(each, /wants to move/),
  );
  show({ print }, `in ${CHANNEL}`, request);
  print.does(APPROVER, 'presses Approve:');
  print.note(plain(messageText(await sandbox.press('approver', request.id, 'Approve'))));
}

async function revealNew(tour: Tour): Promise<void> {
  const { sandbox, print, story } = tour;
  print.act(`${story.move.to} is proven; both ways work now`);
  const proven = await until(sandbox, chat, (each) => hasButton(each, /^Show new credentials$/), 55_000);
  show(tour, `private: ${OWNER}`, proven);
  const shown = await sandbox.press('owner', proven.id, 'Show new credentials');
  const card = dialogCard(shown);
  const secrets = await sandbox.secrets();
  if (!secrets.some((secret) => JSON.stringify(card).includes(secret.slice(0, 20))))
    throw new Error('the dialog shows no new credential');
  print.does(OWNER, 'presses Show new credentials and pastes them in the first place.');
}

/** First one place, then the other: with it the old way ends. */
async function tick(tour: Tour): Promise<void> {
  const { sandbox, print } = tour;
  print.act('The places are ticked off; with the last one the old way is removed');
  for (const ticked of ['0', '0,1']) {
    const card = await cardWith(sandbox, chat, 'Tick places…');
    const opened = await sandbox.press('owner', card.id, 'Tick places…');
    if (ticked === '0') print.box(`dialog: ${OWNER}`, drawCard(dialogCard(opened), inner, { ticked }));
    print.does(OWNER, ticked === '0' ? 'ticks the first place.' : 'ticks the other one, a few days later.');
    print.note(plain(taskText(await sandbox.submit('owner', dialogId(opened), 0, { ticked }))));
  }
  const back = /^Move to /;
  const cleared = tour.story.script
    ? (each: Message) => says(each, /clears it away|Moved from/)
    : (each: Message) => hasButton(each, back);
  show(tour, `private: ${OWNER}`, await until(sandbox, chat, cleared, 30_000));
}

async function seeMigrations({ sandbox, print }: Tour): Promise<void> {
  print.act('IT sees who is left before the day');
  print.says(APPROVER, 'her chat with Sendpass', 'migrations');
  await sandbox.say('approver', 'personal', 'migrations');
  const list = await until(sandbox, 'personal:approver', (each) => says(each, /ACS Email/));
  show({ print }, `private: ${APPROVER}`, list);
}

const says = ({ card }: { card: Json | null }, words: RegExp): boolean => words.test(JSON.stringify(card ?? ''));
