import { relays } from '../relays/relays.ts';
import type { RelayId } from '../senders/sender.ts';
import type { MailIntent, MailIntents } from './port-mail-intents.ts';

const minute = 60_000;
const hour = 60 * minute;

/**
 * When one of Sendpass's own mails may go: together they take at most a tenth of what the relay lets through (by default 3 a minute,
 * 10 an hour), the rest is the customer's. First come, first served: the k-th of an hour waits for the hour its turn is in.
 */
export async function mayGoAt(intents: MailIntents, intent: MailIntent, relay: RelayId): Promise<Date> {
  const limits = relays[relay].limits;
  const perMinute = Math.max(1, Math.floor(limits.perMinute / 10));
  const perHour = Math.max(1, Math.floor(limits.perHour / 10));
  const created = intent.createdAt.getTime();
  // A limit of the mailbox's own is used up by this sender's mails only.
  const whose = limits.sharedBy === 'mailbox' ? intent.senderId : undefined;
  const later = await intents.countSince(new Date(created + 1), whose);
  /** How many came before it within the window. */
  const ahead = async (window: number): Promise<number> =>
    Math.max(0, (await intents.countSince(new Date(created - window), whose)) - later - 1);
  const inHour = await ahead(hour);
  const hours = Math.floor(inHour / perHour);
  // Those that waited for the same hour would otherwise all go in its first second.
  const inMinute = hours > 0 ? inHour % perHour : await ahead(minute);
  return new Date(created + hours * hour + Math.floor(inMinute / perMinute) * minute);
}
