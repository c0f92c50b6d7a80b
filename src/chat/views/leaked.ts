import type { Sender } from '../../senders/sender.ts';
import { nameOf } from '../names.ts';
import type { Repos } from '../repos.ts';
import type { View } from '../view.ts';
import { blastOf } from './blast.ts';

const shown = 10;

/** What "I leaked it" does, and who had seen the secret: whoever got it from one of them is a place to look. */
export async function leakedView(
  repos: Pick<Repos, 'audit' | 'people' | 'mailIntents'>,
  sender: Sender,
): Promise<View> {
  const events = await repos.audit.list({ subject: `sender:${sender.id}` });
  const reveals = events.filter((event) => event.type === 'credential-revealed').toReversed();
  const seenBy = await Promise.all(
    reveals.slice(0, shown).map(async ({ actor, at }) => ({ by: await nameOf(repos, actor), at })),
  );
  return {
    view: 'confirm-leaked',
    senderId: sender.id,
    appName: sender.name,
    seenBy,
    blast: await blastOf(repos, sender),
  };
}
