import type { Repos } from './repos.ts';
import type { Conversation } from './port-chat-store.ts';

type WithConversations = Pick<Repos, 'conversations'>;

/** The approvals channel, once somebody typed `approvals here` in it. */
export async function approvalsChannel(
  repos: Pick<Repos, 'conversations' | 'settings'>,
): Promise<Conversation | undefined> {
  const set = await repos.settings.get('approvals-conversation');
  return set && repos.conversations.get(set.value);
}

/** Can those who decide be shown anything? */
export const reachOf = (channel: Conversation | undefined): 'ok' | 'none' | 'lost' =>
  channel === undefined ? 'none' : channel.state === 'ok' ? 'ok' : 'lost';

/** Where the app is added or removed as a whole, all its channels are meant, whichever is named. In Slack it is in each one by itself. */
export function sameTeam(one: Conversation, other: Conversation | undefined): 'yes' | 'no' | 'unknown' {
  if (one.platform !== 'teams' || (other && other.platform !== one.platform))
    return one.id === other?.id ? 'yes' : 'no';
  const [a, b] = [one.reference['team'], other?.reference['team']];
  if (one.id === other?.id) return 'yes';
  return a === undefined || b === undefined ? 'unknown' : a === b ? 'yes' : 'no';
}

/** For a card of a channel that was the approvals channel once: the name of the one that is it now. */
export async function movedTo(
  repos: Pick<Repos, 'conversations' | 'settings'>,
  conversationId: string,
): Promise<{ movedTo?: string }> {
  const channel = await approvalsChannel(repos);
  return channel && channel.id !== conversationId ? { movedTo: channel.name } : {};
}

/**
 * The person's 1:1 chat. Where none is known yet a row without a reference stands in for it: show-card opens the chat (a network call that
 * no transaction may wait for) and moves the card there.
 */
export async function personalChat(repos: WithConversations, personId: string): Promise<Conversation> {
  return (
    (await repos.conversations.personal(personId)) ??
    repos.conversations.remember({
      platform: 'teams',
      kind: 'personal',
      name: '',
      personId,
      state: 'ok',
      platformId: `to-open:${personId}`,
      reference: {},
    })
  );
}

export const mustBeOpened = (conversation: Conversation): boolean => Object.keys(conversation.reference).length === 0;
