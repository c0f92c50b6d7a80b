// Who is where: people by any of their ids, conversations by any of their names, members.
import type { Context } from '../context.ts';
import type { Person } from '../world.ts';
import { mriOf, personalOf, teamsOf, type TeamsConversation, type TeamsMessage } from './state.ts';

/** Everybody who uses Teams here. All of them are in the one team, guests included. */
export function peopleOf(context: Context): Person[] {
  return context.world.people.filter((each) => each.directoryOnly !== true);
}

/** By person id, Entra object id or Teams' own 29: id. */
export function findPerson(context: Context, id: string): Person | undefined {
  return context.world.people.find(
    (each) => each.id === id || each.aadObjectId === id.toLowerCase() || mriOf(context, each) === id,
  );
}

/** By short name (`approvals`, `personal:owner`), wire id, or wire id with `;messageid=…`. */
export function findConversation(context: Context, id: string): TeamsConversation | undefined {
  const bare = id.split(';')[0] ?? id;
  for (const person of peopleOf(context)) personalOf(context, person);
  return teamsOf(context).conversations.find((each) => each.id === bare || each.wireId === bare);
}

export function membersOf(context: Context, conversation: TeamsConversation): Person[] {
  return peopleOf(context).filter((each) => conversation.kind === 'channel' || each.id === conversation.personId);
}

export function findMessage(
  context: Context,
  id: string,
): { conversation: TeamsConversation; message: TeamsMessage } | undefined {
  for (const conversation of teamsOf(context).conversations) {
    const message = conversation.messages.find((each) => each.id === id);
    if (message !== undefined) return { conversation, message };
  }
  return undefined;
}

/** An app is added to a person or to a whole team (facts/chat §2, "Proactive"): without it nobody reaches the bot there, nor it them. */
export function hasApp(context: Context, conversation: TeamsConversation): boolean {
  if (conversation.kind === 'channel') return teamsOf(context).teamHasApp;
  return membersOf(context, conversation)[0]?.appInstalled === true;
}

/** Why the bot may not write to this conversation, or undefined. */
export function writeRefusal(
  context: Context,
  conversation: TeamsConversation,
): 'not-installed' | 'blocked' | undefined {
  if (!hasApp(context, conversation)) return 'not-installed';
  const person = membersOf(context, conversation)[0];
  if (conversation.kind === 'channel' || person === undefined) return undefined;
  return teamsOf(context).blocked.has(person.id) ? 'blocked' : undefined;
}
