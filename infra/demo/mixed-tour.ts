// The owner in Slack, IT in Teams: one request, two cards, both in step.
import { hasButton, messageText } from './answers.ts';
import { drawBlocks } from './draw-blocks.ts';
import { drawCard, plain } from './draw-card.ts';
import type { Message } from './sandbox-client.ts';
import { APPROVER, CHANNEL, inner, OWNER } from './show.ts';
import { slackSays } from './slack-client.ts';
import { ask, workingCard } from './slack-tour.ts';
import type { SlackTour } from './slack-tour.ts';
import { until } from './watch.ts';

/** How it stands and what it is about. */
const top = 2;

export async function playMixed(tour: SlackTour): Promise<void> {
  await tour.turn(async () => {
    await chooseChannel(tour);
    await ask(tour);
    await decide(tour);
  });
  await workingCard(tour);
}

async function chooseChannel({ sandbox, print }: SlackTour): Promise<void> {
  print.act('IT goes back to Teams');
  print.says(APPROVER, CHANNEL, 'approvals here');
  const seen = new Set((await sandbox.conversations()).flatMap(({ messages }) => messages.map(({ id }) => id)));
  await sandbox.say('approver', 'approvals', 'approvals here');
  const isAnswer = (each: Message): boolean =>
    each.from === 'bot' && !seen.has(each.id) && /decided here/.test(JSON.stringify(each.card ?? each.text));
  await until(sandbox, 'approvals', isAnswer);
  print.line('✓ Requests are decided here from now on.');
}

async function decide({ slack, sandbox, print, story }: SlackTour): Promise<void> {
  print.act('One request, two cards: hers in Slack, IT’s in Teams');
  const isOurs = (each: { card: unknown }): boolean => JSON.stringify(each.card ?? '').includes(story.name);
  const card = await until(sandbox, 'approvals', (each) => isOurs(each) && hasButton(each, /^Approve$/));
  const mine = await slack.message(
    'personal:owner',
    (each) => slackSays(each, new RegExp(story.name)) && slackSays(each, /waiting for IT/),
  );
  print.box(`Slack, direct message: ${OWNER}`, drawBlocks(mine.blocks, inner).slice(0, top));
  print.box(`Teams, ${CHANNEL}`, drawCard(card.card ?? {}, inner).slice(0, top));
  print.does(APPROVER, 'presses Approve, in Teams:');
  print.note(plain(messageText(await sandbox.press('approver', card.id, 'Approve'))));
  const decided = await until(sandbox, 'approvals', (each) => each.id === card.id && !hasButton(each, /^Approve$/));
  const hers = await slack.message(
    'personal:owner',
    (each) => each.id === mine.id && !slackSays(each, /waiting for IT/),
  );
  print.box(`the same card in Teams`, drawCard(decided.card ?? {}, inner).slice(0, top));
  print.box(`the same message in Slack`, drawBlocks(hers.blocks, inner).slice(0, top));
}
