import { DateTime } from 'luxon';
import type { AuditType, StoredAuditEvent } from '../../audit/event.ts';
import type { RelayId } from '../../senders/sender.ts';

/** Events that say by which relay a sender sends. */
export const relayEvents: readonly AuditType[] = ['sender-proven', 'sender-moved', 'sender-retired'];

type Event = Pick<StoredAuditEvent, 'type' | 'subject' | 'data' | 'at'>;

/** How many were left at the end of a month; of the present one, by now. */
export type MonthLeft = { month: Date; left: number };

const mostMonths = 12;

/**
 * How many senders sent by this relay at the end of each month, from what the audit log says, oldest first: from the first month that had one,
 * at most a year back. `moved` = how many have left it for another and are not back.
 */
export function burnDown(events: readonly Event[], relay: RelayId, now: Date): { months: MonthLeft[]; moved: number } {
  const on = new Map<string, unknown>();
  const left = new Set<string>();
  const ends = monthEnds(events[0]?.at ?? now, now);
  const months: MonthLeft[] = [];
  let next = 0;
  for (const end of ends) {
    for (; next < events.length && at(events, next) <= end.until; next++) follow(events[next], on, left, relay);
    months.push({ month: end.month, left: [...on.values()].filter((each) => each === relay).length });
  }
  return { months: months.slice(-mostMonths), moved: left.size };
}

const at = (events: readonly Event[], index: number): Date => events[index]?.at ?? new Date(0);

function follow(event: Event | undefined, on: Map<string, unknown>, left: Set<string>, relay: RelayId): void {
  if (event === undefined) return;
  const { type, subject, data } = event;
  // A route that is proven beside the main one changes nothing yet.
  if (type === 'sender-proven' && data['role'] !== 'next') on.set(subject, data['relay']);
  if (type === 'sender-retired') on.delete(subject);
  if (type !== 'sender-moved') return;
  on.set(subject, data['to']);
  if (data['from'] === relay) left.add(subject);
  else left.delete(subject);
}

function monthEnds(first: Date, now: Date): { month: Date; until: Date }[] {
  const zone = { zone: 'utc' };
  const ends: { month: Date; until: Date }[] = [];
  let month = DateTime.fromJSDate(first, zone).startOf('month');
  const last = DateTime.fromJSDate(now, zone);
  for (; month <= last; month = month.plus({ months: 1 })) {
    const until = DateTime.min(month.endOf('month'), last);
    ends.push({ month: month.toJSDate(), until: until.toJSDate() });
  }
  return ends;
}

/** Whole months until the day, 0 when it is over. */
export const monthsUntil = (day: Date, now: Date): number =>
  Math.max(0, Math.floor(DateTime.fromJSDate(day).diff(DateTime.fromJSDate(now), 'months').months));
