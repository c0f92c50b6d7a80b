import type { AccountLink } from '../people/account-link.ts';
import type { Platform } from '../people/person.ts';
import { personalChat } from './destinations.ts';
import { ensure, showAll } from './refresh-cards.ts';
import type { Repos } from './repos.ts';

const platforms: Platform[] = ['teams', 'slack'];

/**
 * Both sides are told: a card in each private chat of the person. An earlier account of theirs that this link replaced, and whoever the
 * account spoke for before, see it too.
 */
export async function refreshLink(repos: Repos, link: AccountLink): Promise<void> {
  const matter = { about: 'link', account: link.account, personId: link.personId, show: 'link' } as const;
  // Where no chat is known yet one is opened in Teams: the directory's own side must hear of it.
  await ensure(repos, matter, await personalChat(repos, link.personId), link.personId);
  for (const platform of platforms) {
    const chat = await repos.conversations.personal(link.personId, platform);
    if (chat) await ensure(repos, matter, chat, link.personId);
  }
  await showAll(repos, await repos.cards.byMatter('link', link.account));
  for (const other of await repos.links.ofPerson(link.personId))
    if (other.account !== link.account) await showAll(repos, await repos.cards.byMatter('link', other.account));
}
