// Telling the bot who has the app. An administrator installed it for everybody and for the team before the first word was said.
import type { Context } from '../context.ts';
import { envelope, installActivities } from './activity.ts';
import { setBlocked } from './connector-writes.ts';
import type { Delivered } from '../post-to-bot.ts';
import { deliver } from './deliver.ts';
import { peopleOf } from './roster.ts';
import { personalOf, teamsOf, type TeamsConversation } from './state.ts';

const TEAM = 'team';

/** Sends the installations the bot has not been told of. One that the bot did not take is sent again at the next chance. */
export function announceInstallations(context: Context): Promise<void> {
  const teams = teamsOf(context);
  // One after the other: two people who write at once must not make the bot hear of one installation twice.
  teams.installing = teams.installing.then(() => announceAll(context));
  return teams.installing;
}

async function announceAll(context: Context): Promise<void> {
  const { announced, conversations, teamHasApp } = teamsOf(context);
  const chats = peopleOf(context).filter((each) => each.appInstalled && !announced.has(each.id));
  const team = announced.has(TEAM) || !teamHasApp ? [] : conversations.slice(0, 1);
  const places = [...team, ...chats.map((each) => personalOf(context, each))];
  await Promise.all(places.map((each) => tell(context, each, true)));
}

async function tell(context: Context, conversation: TeamsConversation, added: boolean): Promise<Delivered> {
  const person = peopleOf(context).find((each) => conversation.personId === null || each.id === conversation.personId);
  if (person === undefined) return { status: 404, body: null, ms: 0 };
  let last: Delivered = { status: 502, body: null, ms: 0 };
  for (const activity of installActivities(envelope(context, person, conversation), context, added)) {
    last = await deliver(context, activity);
    if (last.status >= 300) return last;
  }
  const { announced } = teamsOf(context);
  const key = conversation.personId ?? TEAM;
  if (added) announced.add(key);
  else announced.delete(key);
  return last;
}

export type InstallState = 'installed' | 'removed' | 'blocked';

/**
 * Gives the app to a person or the team, or takes it away, and tells the bot. A person who blocks the bot tells nobody: the next
 * write finds out.
 */
export async function setInstalled(
  context: Context,
  conversation: TeamsConversation,
  state: InstallState,
): Promise<Delivered> {
  const person = peopleOf(context).find((each) => each.id === conversation.personId);
  if (person !== undefined) {
    setBlocked(context, person.id, state === 'blocked');
    if (state === 'blocked') return { status: 200, body: null, ms: 0 };
    person.appInstalled = state === 'installed';
  } else teamsOf(context).teamHasApp = state === 'installed';
  return tell(context, conversation, state === 'installed');
}
