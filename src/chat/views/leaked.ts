import type { Sender } from '../../senders/sender.ts';
import { nameOf } from '../names.ts';
import type { Repos } from '../repos.ts';
import type { View } from '../view.ts';
import { removedThings } from './removed-things.ts';

const shown = 10;

/** What "I leaked it" does, and who had seen the secret: whoever got it from one of them is a place to look. */
export async function leakedView(
  repos: Pick<Repos, 'senders' | 'audit' | 'people'>,
  sender: Sender,
  vaultName: string,
): Promise<View> {
  const events = await repos.audit.list({ subject: `sender:${sender.id}` });
  const reveals = events.filter((event) => event.type === 'credential-revealed').toReversed();
  const seenBy = await Promise.all(
    reveals.slice(0, shown).map(async ({ actor, at }) => ({ by: await nameOf(repos, actor), at })),
  );
  const { places, localPart, domain } = sender.desired;
  const where = places.length === 0 ? 'wherever it is used' : places.join(', ');
  return {
    view: 'confirm-leaked',
    senderId: sender.id,
    appName: sender.name,
    seenBy,
    removes: await removedThings(repos, sender, vaultName),
    blastRadius: `Mail as ${localPart}@${domain} stops within an hour, in ${where}, until a new sender has taken its place.`,
  };
}
