import type { Audit } from '../audit/port-audit.ts';
import type { Policy } from '../policy/policy.ts';
import { reminderDue } from '../policy/reminder-due.ts';
import { lastsMs } from '../policy/terms.ts';
import type { Clock } from '../shared/clock.ts';
import type { Settings } from '../shared/port-settings.ts';
import type { Requests } from './port-requests.ts';

export type Reminder = { no: number; requests: string[] };

/** The last reminder's number and time, as they are kept. */
export async function lastReminder({ settings }: { settings: Settings }): Promise<{ no: number; at: Date | null }> {
  const kept = await settings.get('reminded');
  return kept ? { no: Number(kept.value), at: kept.at } : { no: 0, at: null };
}

const most = 50;

/**
 * One reminder of all that waits, when it is time for it; null otherwise, also where nothing has waited for long enough. What is agreed and held by a freeze
 * waits for nobody. Noted before it is posted: a reminder too few is better than two.
 */
export async function remind(
  repos: { requests: Requests; settings: Settings; audit: Audit },
  { clock, policy }: { clock: Pick<Clock, 'now'>; policy: Pick<Policy, 'approval' | 'timeZone'> },
): Promise<Reminder | null> {
  const now = clock.now();
  const last = await lastReminder(repos);
  if (!reminderDue(policy, last.at, now)) return null;
  const since = now.getTime() - lastsMs(policy.approval.reminders.after);
  const waiting = (await repos.requests.listByState('pending', most)).filter(
    (each) => each.course.held === null && each.expiresAt > now && each.submittedAt.getTime() <= since,
  );
  if (waiting.length === 0) return null;
  const reminder = { no: last.no + 1, requests: waiting.map((each) => each.id) };
  await repos.settings.set('reminded', String(reminder.no));
  await repos.audit.append({ type: 'reminder-sent', actor: 'sendpass', subject: 'settings', data: reminder });
  return reminder;
}
