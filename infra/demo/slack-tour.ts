// The same job in Slack: the same requests, cards and people, in Block Kit, windows and lines that only their reader sees.
import { drawBlocks, drawModal } from './draw-blocks.ts';
import type { Turn } from './parts.ts';
import type { Printer } from './print.ts';
import type { Json, Sandbox } from './sandbox-client.ts';
import { APPROVER, inner, OWNER, SLACK_CHANNEL } from './show.ts';
import { slackButtons, slackSays } from './slack-client.ts';
import type { SlackClient, SlackMessage } from './slack-client.ts';
import type { SlackStory } from './stories.ts';

export type SlackTour = { slack: SlackClient; sandbox: Sandbox; print: Printer; story: SlackStory; turn: Turn };

export async function playSlack(tour: SlackTour): Promise<void> {
  await tour.turn(async () => {
    await chooseChannel(tour);
    await ask(tour);
    await decide(tour);
  });
  await reveal(tour, await workingCard(tour));
  await seeHome(tour);
}

async function chooseChannel({ slack, print }: SlackTour): Promise<void> {
  print.act('IT says where requests go: from now on in Slack');
  print.says(APPROVER, SLACK_CHANNEL, '/sendpass approvals here');
  await slack.command('approver', 'approvals here', 'approvals');
  await slack.whisper('approvals', 'approver', /decided here/);
  print.line('✓ Requests are decided here from now on.   (only she sees this)');
}

/** `/sendpass request` opens the form at once; a mistake comes back on its field. */
export async function ask({ slack, print, story }: SlackTour): Promise<void> {
  print.act('The owner of an application asks, in Slack');
  print.says(OWNER, 'Slack, wherever she is', '/sendpass request');
  await slack.command('owner', 'request', 'personal');
  const view = await slack.window('owner', /Which application should send mail/);
  if (story.mistake !== null) await mistake({ slack, print, story }, view, story.mistake);
  await sendForm({ slack, story }, view);
  print.does(OWNER, `asks for ${story.address} and sends the form.`);
  const done = await slack.window('owner', /is with IT now/);
  print.box(`the window: ${OWNER}`, drawModal(done, inner));
}

async function mistake(
  { slack, print, story }: Pick<SlackTour, 'slack' | 'print' | 'story'>,
  view: Json,
  { says, wrong }: NonNullable<SlackStory['mistake']>,
): Promise<void> {
  const filled = { ...story.form, ...wrong };
  print.does(OWNER, `fills the form in, with ${says}:`);
  const { body } = await slack.submit('owner', view, filled);
  const field = Object.keys(wrong)[0] ?? '';
  const error = (body?.['errors'] as Record<string, string> | undefined)?.[field];
  if (error === undefined) throw new Error(`the mistake was not noticed: ${JSON.stringify(body)}`);
  print.box(`window: ${OWNER}`, drawModal(view, inner, filled).slice(0, 8).concat('…'));
  print.line(`✗ on the field “${labelOf(view, field)}”: ${error}`);
}

/** Once more where a look was late, as the error asks for. */
async function sendForm({ slack, story }: Pick<SlackTour, 'slack' | 'story'>, view: Json): Promise<void> {
  for (let tries = 0; ; tries++) {
    const { body } = await slack.submit('owner', view, story.form);
    if (body?.['response_action'] !== 'errors') return;
    const said = JSON.stringify(body);
    if (tries >= 20 || !said.includes('once more')) throw new Error(`the form was not accepted: ${said}`);
  }
}

function labelOf(view: Json, field: string): string {
  const block = (view['blocks'] as Json[]).find((each) => each['block_id'] === field);
  return (block?.['label'] as { text?: string } | undefined)?.text ?? field;
}

async function decide({ slack, print, story }: SlackTour): Promise<void> {
  print.act('IT decides on the card in its channel');
  const wanted = (each: SlackMessage): boolean =>
    slackSays(each, new RegExp(`${story.name} wants to send`)) && slackButtons(each).includes('Approve');
  const card = await slack.message('approvals', wanted);
  print.box(`in ${SLACK_CHANNEL}, everybody there sees it`, drawBlocks(card.blocks, inner));
  print.does(OWNER, 'presses Approve on her own request:');
  await slack.press('owner', card.id, 'Approve');
  await slack.whisper('approvals', 'owner', /you asked for it yourself/);
  print.line('✗ You asked for it yourself: another approver decides.   (only she sees this)');
  print.does(APPROVER, 'presses Approve:');
  await slack.press('approver', card.id, 'Approve');
  const decided = await slack.message(
    'approvals',
    (each) => each.id === card.id && slackSays(each, /approved by Priya Nair/i) && slackButtons(each).length === 0,
  );
  print.box(`the same message in ${SLACK_CHANNEL}`, drawBlocks(decided.blocks, inner).slice(0, 3));
}

/** The owner's card when it is proven; each step the clouds took is in the first part. */
export async function workingCard({ slack, print, story }: SlackTour): Promise<SlackMessage> {
  print.act('Sendpass provisions and proves it; the owner’s message follows');
  const ready = await slack.message(
    'personal:owner',
    (each) => slackSays(each, new RegExp(story.name)) && slackButtons(each).includes('Show credentials'),
    55_000,
  );
  print.box(`direct message: ${OWNER}`, drawBlocks(ready.blocks, inner));
  return ready;
}

async function reveal({ slack, sandbox, print }: SlackTour, ready: SlackMessage): Promise<void> {
  print.act('The owner, and nobody else, sees the credentials');
  print.does(OWNER, 'presses Show credentials:');
  await slack.press('owner', ready.id, 'Show credentials');
  const view = await slack.window('owner', /Password/);
  const secrets = await sandbox.secrets();
  if (!secrets.some((each) => JSON.stringify(view).includes(each))) throw new Error('the window shows no credential');
  const lines = drawModal(view, inner);
  print.box(`window: ${OWNER} – it is no message, so nothing of it stays in Slack`, lines.slice(0, 20).concat('…'));
}

async function seeHome({ slack, print, story }: SlackTour): Promise<void> {
  print.act('And at any time: App Home');
  print.does(OWNER, 'opens Sendpass in Slack:');
  await slack.openHome('owner');
  const home = await slack.home('owner', new RegExp(story.name));
  print.box(`App Home: ${OWNER}`, drawBlocks(home['blocks'], inner));
}
