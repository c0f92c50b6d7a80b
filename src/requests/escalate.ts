import type { Audit } from '../audit/port-audit.ts';
import type { PeopleGroup } from '../policy/policy.ts';
import { lastsMs } from '../policy/terms.ts';
import type { Requests } from './port-requests.ts';
import type { MailRequest } from './request.ts';

export type Escalation = { request: MailRequest; to: PeopleGroup[] };

/** Whom it is to be put before now, because nobody said a word for as long as its rules allow; null while somebody may still. */
function dueNow(request: MailRequest, now: Date): PeopleGroup[] | null {
  const { terms, course } = request;
  const next = terms.escalation[course.escalated.length];
  if (!next || course.held !== null || request.state !== 'pending' || request.expiresAt <= now) return null;
  return now.getTime() - new Date(course.quietSince).getTime() >= lastsMs(next.after) ? next.to : null;
}

export async function escalationsDue(repos: { requests: Requests }, now: Date): Promise<Escalation[]> {
  const pending = await repos.requests.listByState('pending', 500);
  return pending.flatMap((request) => {
    const to = dueNow(request, now);
    return to ? [{ request, to }] : [];
  });
}

/** From now on they may decide too. Once: a second instance finds the step taken. */
export async function escalate(
  repos: { requests: Requests; audit: Audit },
  requestId: string,
  now: Date,
): Promise<MailRequest | null> {
  const request = await repos.requests.lock(requestId);
  const to = request ? dueNow(request, now) : null;
  if (!request || !to) return null;
  const escalated = [...request.course.escalated, { at: now.toISOString(), to }];
  const next: MailRequest = { ...request, course: { ...request.course, escalated } };
  if (!(await repos.requests.replacePending(next, request.version))) return null;
  await repos.audit.append({
    type: 'request-escalated',
    actor: 'sendpass',
    subject: `request:${requestId}`,
    data: { to, step: escalated.length, quietSince: request.course.quietSince },
  });
  return next;
}
