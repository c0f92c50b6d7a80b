import { asSendpassError } from '../shared/errors.ts';
import type { SendpassError } from '../shared/errors.ts';
import { handleInteraction } from './actions.ts';
import { runCommand } from './commands.ts';
import type { ChatDeps } from './deps.ts';
import { approvalsChannel, mustBeOpened, sameTeam } from './destinations.ts';
import { installed } from './installed.ts';
import type { Interaction } from './interaction.ts';
import type { Conversation } from './port-chat-store.ts';
import { markReachable, markUnreachable, refreshWaiting } from './refresh-cards.ts';
import { isRefused } from './refused.ts';
import type { Reply } from './reply.ts';
import type { View } from './view.ts';

/**
 * Job: a message or an event that was acknowledged when it came. The answer is posted. A kill between post and record repeats the answer:
 * an answer twice is better than none, and what it offers is decided by stored state anyway.
 */
export async function handleMessage(deps: ChatDeps, { deliveryId }: { deliveryId: string }): Promise<void> {
  const interaction = await deps.transact((repos) => repos.deliveries.take(deliveryId));
  if (!interaction) return;
  const reply = await answer(deps, interaction);
  await say(deps, interaction, reply);
  await deps.transact((repos) => repos.deliveries.done(deliveryId));
}

function answer(deps: ChatDeps, interaction: Interaction): Promise<Reply> {
  const { input } = interaction;
  switch (input.type) {
    case 'message':
      return runCommand(deps, interaction, input.text);
    case 'installed':
      return installed(deps, interaction);
    case 'removed':
      return removed(deps, interaction);
    // Clients that do not know Action.Execute send a message instead.
    case 'action':
    case 'open-dialog':
    case 'submit-dialog':
      return handleInteraction(deps, interaction);
  }
}

async function removed(deps: ChatDeps, { conversation }: Interaction): Promise<Reply> {
  await deps.transact(async (repos) => {
    await markUnreachable(repos, conversation.id);
    const channel = await approvalsChannel(repos);
    if (!channel || sameTeam(channel, await repos.conversations.get(conversation.id)) !== 'yes') return;
    // The team named another of its channels; or the door has noted it already, so that it is not news to markUnreachable.
    await repos.conversations.setState(channel.id, 'unreachable');
    await refreshWaiting(repos);
  });
  return { type: 'none' };
}

async function say(deps: ChatDeps, interaction: Interaction, reply: Reply): Promise<void> {
  const view = viewOf(reply);
  if (!view) return;
  const { input } = interaction;
  // What is said to one who clicked is for their eyes only.
  const conversation = await deps.transact((repos) =>
    input.type === 'message' || input.type === 'installed'
      ? repos.conversations.get(interaction.conversation.id)
      : repos.conversations.personal(interaction.actor.id),
  );
  if (!conversation || mustBeOpened(conversation)) return;
  const thread = input.type === 'message' && input.thread !== undefined ? { thread: input.thread } : {};
  const place = { ...conversation, reference: { ...conversation.reference, ...thread } };
  try {
    await deps.platform.post(place, view);
    if (conversation.state !== 'ok') await deps.transact((repos) => markReachable(repos, conversation));
  } catch (thrown) {
    const error = asSendpassError(thrown);
    if (isRefused(error)) return notShown(deps, place, { view, error });
    if (error.code !== 'chat-unreachable') throw error;
    await deps.transact((repos) => markUnreachable(repos, conversation.id));
  }
}

/** The platform refused the answer for its form, and would again: whoever asked is told so in plain words, and the operator what it was. */
async function notShown(
  { logger, transact, platform }: ChatDeps,
  place: Conversation,
  { view, error: { code, vendor } }: { view: View; error: SendpassError },
): Promise<void> {
  logger.error({ view: view.view, code, vendor }, 'an answer was refused for its form and is not sent again');
  const data = { about: view.view, code };
  await transact(({ audit }) =>
    audit.append({ type: 'delivery-failed', actor: 'sendpass', subject: `conversation:${place.id}`, data }),
  );
  if (view.view !== 'notice') await platform.post(place, unshown).catch(() => undefined);
}

const unshown: View = {
  view: 'notice',
  title: 'The answer cannot be shown',
  text: 'Sendpass has it, but the chat refused to show it. The operator finds why in the log.',
  tone: 'attention',
};

function viewOf(reply: Reply): View | null {
  switch (reply.type) {
    case 'none':
      return null;
    case 'message':
      return reply.view;
    case 'toast':
    case 'close-dialog':
      return { view: 'notice', title: 'Sendpass', text: reply.text, tone: 'neutral' };
    // A message cannot open a dialog by itself: the card with the button can.
    case 'dialog':
      return { view: 'ask' };
  }
}
