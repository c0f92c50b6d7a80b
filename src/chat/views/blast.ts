import { relays } from '../../relays/relays.ts';
import type { Sender } from '../../senders/sender.ts';
import type { Repos } from '../repos.ts';
import type { Blast } from '../view-life.ts';

/** What stops with it. `where`: the places that have nothing else to send with. */
export async function blastOf(
  { mailIntents }: Pick<Repos, 'mailIntents'>,
  { id, desired }: Sender,
  where: string[] = desired.places,
): Promise<Blast> {
  const { localPart, domain, perHour, perDay, relay } = desired;
  return {
    address: `${localPart}@${domain}`,
    where,
    perHour,
    perDay,
    lastTestAt: (await mailIntents.latest(id))?.sentAt ?? null,
    byToken: relays[relay].login === 'oauth',
  };
}
