// What comes after the reveal: a new secret while the application mails, Stop and the way back, and a leak.
import { dialogCard, dialogId, hasButton, messageText, taskText } from './answers.ts';
import { drawCard, plain } from './draw-card.ts';
import { givenBy, mailEvery, mailWith } from './load.ts';
import type { Given } from './load.ts';
import type { Json, Message } from './sandbox-client.ts';
import { APPROVER, CHANNEL, inner, OWNER, show } from './show.ts';
import type { Tour } from './tour.ts';
import { cardWith, until } from './watch.ts';

const chat = 'personal:owner';

export async function playLife(tour: Tour): Promise<void> {
  if (!tour.shown) throw new Error('nothing was shown to go on with');
  const second = await rotateUnderLoad(tour, givenBy(tour.shown, await tour.sandbox.secrets()));
  await stopIt(tour, second);
  const third = await startAgain(tour);
  await leak(tour, third);
}

/** Two places mail the whole time, each with what it has; nothing is sent twice. */
async function rotateUnderLoad(tour: Tour, first: Given): Promise<Given> {
  const { sandbox, print } = tour;
  print.act('A new secret while the application goes on sending');
  const places = [await mailEvery(250, sandbox, first), await mailEvery(250, sandbox, first)];
  print.note('web-02 and the printer: four mails a second each, none of them tried a second time');
  await confirm(tour, 'New secret…', 'presses New secret… on its card:', { removeAfter: 'ticked' });
  const second = await shownBy(tour, 'Show new credentials');
  for (const [no, place] of places.entries()) {
    place.give(second);
    const ticked = no === 0 ? '0' : '0,1';
    const card = await cardWith(sandbox, chat, 'Tick places…');
    const opened = await sandbox.press('owner', card.id, 'Tick places…');
    print.does(OWNER, `pastes it in ${no === 0 ? 'web-02' : 'the printer'} and ticks it.`);
    print.note(plain(taskText(await sandbox.submit('owner', dialogId(opened), 0, { ticked }))));
  }
  const inUse = await until(sandbox, chat, (each) => hasButton(each, /^New secret…$/), 60_000);
  show(tour, `private: ${OWNER}`, inUse);
  const ended = await Promise.all(places.map((each) => each.stop()));
  const failed = ended.flatMap((each) => each.failed);
  const sent = ended.reduce((sum, each) => sum + each.sent, 0);
  print.line(`${failed.length === 0 ? '✓' : '✗'} ${sent} mails meanwhile, ${failed.length} failed`);
  if (failed[0] !== undefined) throw new Error(`a mail failed during the change: ${failed[0]}`);
  await refused(tour, 'the old secret', first);
  return second;
}

async function stopIt(tour: Tour, given: Given): Promise<void> {
  const { sandbox, print } = tour;
  print.act('Stop: something sends what it should not');
  await confirm(tour, 'Stop…', 'presses Stop… and reads what stops with it:');
  const stopped = await until(sandbox, chat, (each) => says(each, /: stopped/) && hasButton(each, /^Start again…$/));
  show(tour, `private: ${OWNER}, once a log-in was refused`, stopped);
  await refused(tour, 'its secret', given);
}

async function startAgain(tour: Tour): Promise<Given> {
  const { sandbox, print } = tour;
  print.act('It starts again when IT says so, and never by itself');
  await confirm(tour, 'Start again…', 'asks for it:', { why: 'The server was cleaned' });
  const request = await until(
    sandbox,
    'approvals',
    (each) => hasButton(each, /^Approve$/) && says(each, /server was cleaned/),
  );
  show(tour, `in ${CHANNEL}`, request);
  print.does(APPROVER, 'presses Approve:');
  print.note(plain(messageText(await sandbox.press('approver', request.id, 'Approve'))));
  return shownBy(tour, 'Show credentials');
}

async function leak(tour: Tour, given: Given): Promise<void> {
  const { sandbox, print } = tour;
  print.act('A secret leaked: it goes first, a new one follows at once');
  print.says(OWNER, 'her chat with Sendpass', 'leaked');
  await sandbox.say('owner', 'personal', 'leaked');
  await confirm(tour, 'It leaked…', 'sees who had been shown it:');
  const next = await shownBy(tour, 'Show credentials');
  await refused(tour, 'the leaked secret', given);
  const answer = await mailWith(sandbox, next);
  if (answer !== null) throw new Error(`the new secret does not work: ${answer}`);
  print.line('✓ a mail with the new one: sent');
}

/** A button, its dialog as it is shown, and the line it closes with. */
async function confirm(tour: Tour, button: string, does: string, inputs: Json = {}): Promise<void> {
  const { sandbox, print } = tour;
  const card = await cardWith(sandbox, chat, button);
  const opened = await sandbox.press('owner', card.id, button);
  print.does(OWNER, does);
  print.box(`dialog: ${OWNER}`, drawCard(dialogCard(opened), inner, inputs));
  const sent = await sandbox.submit('owner', dialogId(opened), 0, inputs);
  if (sent.dialogId !== undefined) throw new Error(`it was not accepted: ${JSON.stringify(sent.body)}`);
  print.note(plain(taskText(sent)));
}

/** What stood there before may still have the button: then nothing is shown yet, and she presses again. */
async function shownBy(tour: Tour, button: string): Promise<Given> {
  const { sandbox, print } = tour;
  const end = Date.now() + 60_000;
  for (;;) {
    const card = await until(sandbox, chat, (each) => hasButton(each, new RegExp(`^${button}$`)), 60_000);
    const shown = await sandbox.press('owner', card.id, button);
    if (shown.dialogId !== undefined) {
      show(tour, `private: ${OWNER}`, card);
      print.does(OWNER, `presses ${button}.`);
      return givenBy(dialogCard(shown), await sandbox.secrets());
    }
    if (Date.now() > end) throw new Error(`nothing is shown by ${button}: ${taskText(shown)}`);
    await new Promise((done) => setTimeout(done, 250));
  }
}

async function refused({ sandbox, print }: Tour, what: string, given: Given): Promise<void> {
  const answer = await mailWith(sandbox, given);
  if (answer === null) throw new Error(`${what} still sends`);
  print.line(`✓ a mail with ${what}: ${answer}`);
}

const says = ({ card }: Message, words: RegExp): boolean => words.test(JSON.stringify(card ?? ''));
