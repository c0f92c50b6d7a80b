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
  const { perMinute, perHour } = relays[relay].limits;
  const created = intent.createdAt.getTime();
  const later = await intents.countSince(new Date(created + 1));
  const turn = async (window: number, limit: number): Promise<number> => {
    const rank = (await intents.countSince(new Date(created - window))) - later;
    const tenth = Math.max(1, Math.floor(limit / 10));
    return created + Math.floor(Math.max(0, rank - 1) / tenth) * window;
  };
  return new Date(Math.max(await turn(minute, perMinute), await turn(hour, perHour)));
}
