import type { Handler } from '../actions.ts';
import { gone } from '../answers.ts';
import { approvals } from '../commands/approvals.ts';
import type { Command } from '../commands.ts';
import { help } from '../commands/help.ts';
import { migrations } from '../commands/migrations.ts';
import { radar } from '../commands/radar.ts';
import { senders } from '../commands/senders.ts';
import type { ChatDeps } from '../deps.ts';
import { homeView } from '../home.ts';
import type { Interaction, Values } from '../interaction.ts';
import type { View } from '../view.ts';
import { viewOfCard } from '../view-of-card.ts';

/**
 * All of what a card had to shorten, made anew from stored state: a card by the message the button stands in – whoever can press it has
 * that card before them –, a list by asking for it again as the one who pressed. No secret is part of any of them.
 */
export const showEverything: Handler = async (deps, interaction, values) => {
  const view = await viewAgain(deps, interaction, values);
  if (view === null) return gone;
  const { page = '1', action: _, ...again } = values;
  return { type: 'dialog', view, whole: { page: Number.parseInt(page, 10) || 1, again } };
};

async function viewAgain(
  deps: ChatDeps,
  interaction: Interaction,
  { again, from = '1' }: Values,
): Promise<View | null> {
  switch (again) {
    case 'card':
      return cardAgain(deps, interaction);
    case 'home':
      return homeView(deps, interaction.actor);
    case 'senders':
      return answerOf(senders, deps, interaction);
    case 'approvals':
      return answerOf(approvals, deps, interaction);
    case 'help':
      return answerOf(help, deps, interaction);
    case 'radar':
      return answerOf(radar, deps, interaction, from);
    case 'migrations':
      return answerOf(migrations, deps, interaction, from);
    case undefined:
    default:
      return null;
  }
}

async function cardAgain(deps: ChatDeps, { input, conversation }: Interaction): Promise<View | null> {
  const messageId = 'messageId' in input ? input.messageId : null;
  if (messageId === null) return null;
  return deps.transact(async (repos) => {
    const card = await repos.cards.byMessage(conversation.id, messageId);
    return card ? withoutToken(await viewOfCard(repos, card, deps)) : null;
  });
}

/** A token is issued for the card that is posted, and this one is only read. */
const withoutToken = (view: View | null): View | null =>
  view?.view === 'progress' ? { ...view, revealToken: null } : view;

async function answerOf(command: Command, deps: ChatDeps, interaction: Interaction, rest = ''): Promise<View | null> {
  const reply = await command(deps, interaction, rest);
  return reply.type === 'message' ? reply.view : null;
}
