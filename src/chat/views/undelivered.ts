import { nameOf } from '../names.ts';
import type { CardMatter } from '../port-chat-store.ts';
import type { Repos } from '../repos.ts';
import type { View } from '../view.ts';

/** To the next in line: somebody's private card did not arrive. */
export async function undeliveredView(
  repos: Pick<Repos, 'senders' | 'cards' | 'people'>,
  matter: CardMatter & { about: 'undelivered' },
): Promise<View | null> {
  const sender = await repos.senders.get(matter.senderId);
  if (!sender) return null;
  const person = await nameOf(repos, matter.personId);
  const cards = await repos.cards.byMatter('sender', sender.id);
  const card = cards.find((each) => each.readerId === matter.personId);
  return {
    view: 'undelivered',
    appName: sender.name,
    person,
    why: card?.why ?? 'The message can be delivered again.',
    whatNow: `${person} has to install Sendpass in Teams (Apps, Sendpass, Add) or unblock it; the card then arrives by itself.`,
  };
}
