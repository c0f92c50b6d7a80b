import { DateTime, Duration } from 'luxon';
import { weekdays } from './approval.ts';
import type { Policy } from './policy.ts';

/**
 * Is it time for the one reminder? Within working hours only. In whole days the calendar counts, not the hours: a reminder that came a minute late
 * yesterday must not be later every day.
 */
export function reminderDue(
  { approval: { reminders }, timeZone }: Pick<Policy, 'approval' | 'timeZone'>,
  last: Date | null,
  now: Date,
): boolean {
  const here = DateTime.fromJSDate(now, { zone: timeZone });
  const day = weekdays[here.weekday - 1];
  const time = here.toFormat('HH:mm');
  if (day === undefined || !reminders.days.includes(day) || time < reminders.from || time >= reminders.until)
    return false;
  if (last === null) return true;
  const every = Duration.fromISO(reminders.every);
  const before = DateTime.fromJSDate(last, { zone: timeZone });
  const inDays = every.as('days') >= 1;
  return inDays ? before.startOf('day').plus(every) <= here.startOf('day') : before.plus(every) <= here;
}
