import { DateTime } from 'luxon';
import type { RelayId } from '../senders/sender.ts';
import type { Carries, Relay, Volume } from './relay.ts';
import { relayIds, relays } from './relays.ts';

export type Proposal = { relay: RelayId; why: string; carries: Carries };

/**
 * The relay Sendpass would use and why, in one line for the form and the approver's card. `offered` = the relays this tenant has for the
 * chosen domain; `logins` = how the client can log in. First what can carry the volume, then what the client can log in to by itself, then
 * the one that stays. Null only where nothing is offered.
 */
export function proposeRelay(
  volume: Volume & { logins?: readonly Relay['login'][] },
  offered: readonly RelayId[],
): Proposal | null {
  const { logins = ['password', 'oauth'] } = volume;
  const rank = ({ id, carries }: { id: RelayId; carries: Carries }): number =>
    (carries.result === 'no' ? 2 : 0) + (logins.includes(relays[id].login) ? 0 : 1);
  const all = relayIds
    .filter((id) => offered.includes(id))
    .map((id) => ({ id, carries: relays[id].canCarry(volume) }))
    .toSorted((a, b) => rank(a) - rank(b));
  const best = all[0];
  if (!best) return null;
  const refused = all.filter((each) => each.id !== best.id && each.carries.result === 'no');
  return { relay: best.id, why: whyOf(best.id, volume, refused[0]?.carries.text), carries: best.carries };
}

/** What is said about a relay that was chosen, or that a stored request has. */
export function whyOf(id: RelayId, volume: Pick<Volume, 'recipients'>, otherRefused?: string): string {
  const { title, ends, limits } = relays[id];
  const reach = volume.recipients === 'external' ? 'reaches external recipients' : 'reaches everybody inside';
  const until = ends === null ? 'it stays' : `until ${dayOf(ends.on)}`;
  const share =
    limits.sharedBy === 'mailbox'
      ? 'its limits are this mailbox’s own'
      : 'its limits are shared by all senders of the subscription';
  return `${title} (${until}): ${reach}, and ${share}${otherRefused === undefined ? '' : `. Not the other one: ${otherRefused}`}`;
}

const dayOf = (date: Date): string =>
  DateTime.fromJSDate(date, { zone: 'utc' }).toFormat('d LLL yyyy', { locale: 'en-US' });
