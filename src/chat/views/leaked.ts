import type { Sender } from '../../senders/sender.ts';
import { nameOf } from '../names.ts';
import type { Repos } from '../repos.ts';
import type { View } from '../view.ts';
import { blastOf } from './blast.ts';

const shown = 10;

/** What "I leaked it" does, and who had seen the secret: whoever got it from one of them is a place to look. */
export async function leakedView(
  repos: Pick<Repos, 'audit' | 'people' | 'mailIntents' | 'senders'>,
  sender: Sender,
): Promise<View> {
  const events = await repos.audit.list({ subject: `sender:${sender.id}` });
  const working = await workingOf(repos, sender);
  // What is removed already cannot have leaked to any use.
  const reveals = events
    .filter(({ type, data }) => type === 'credential-revealed' && working.has(data['credential']))
    .toReversed();
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

/** Numbers of the secrets that could be used now, on each of its routes. */
async function workingOf({ senders }: Pick<Repos, 'senders'>, { id }: Sender): Promise<Set<unknown>> {
  const routes = await senders.routes(id);
  const all = await Promise.all(routes.map((route) => senders.credentials(route.id)));
  return new Set(all.flat().flatMap((each) => (each.state === 'removed' ? [] : [each.no])));
}
