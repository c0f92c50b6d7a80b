import { DateTime, Duration } from 'luxon';

/**
 * When a secret issued at `from` ends: after the lifetime (ISO 8601), on a working day (Mon–Fri) in the policy's zone, because nobody
 * mends a printer on Sunday. Moved earlier, never later: later could break the policy's or the tenant's limit, which count in UTC (a zone's
 * months differ by an hour where summer time ends, by days where its first of a month is still the 28th there). Lifetimes under a week are
 * taken as they are.
 */
export function secretEnd(from: Date, lifetime: string, timeZone: string): Date {
  const duration = Duration.fromISO(lifetime);
  const atMost = DateTime.fromJSDate(from, { zone: 'utc' }).plus(duration);
  let end = DateTime.min(DateTime.fromJSDate(from, { zone: timeZone }).plus(duration), atMost).setZone(timeZone);
  if (end.diff(DateTime.fromJSDate(from)).as('days') < 7) return end.toJSDate();
  while (end.weekday > 5) end = end.minus({ days: 1 });
  return end.toJSDate();
}
