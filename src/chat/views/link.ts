import { nameOf } from '../names.ts';
import type { CardMatter } from '../port-chat-store.ts';
import type { Repos } from '../repos.ts';
import type { View } from '../view.ts';

/** What an account is to the reader. Linked to somebody else since: for this reader it is over. */
export async function linkView(
  repos: Pick<Repos, 'links' | 'people'>,
  { account, personId }: CardMatter & { about: 'link' },
): Promise<View | null> {
  const link = await repos.links.get(account);
  if (!link) return null;
  const { accountName, accountEmail, since } = link;
  const isTheirs = link.personId === personId;
  const personName = await nameOf(repos, personId);
  const shown = { view: 'link', account, accountName, accountEmail, personName, since } as const;
  return isTheirs ? { ...shown, state: link.state, why: link.why } : { ...shown, state: 'ended', why: 'taken-back' };
}
