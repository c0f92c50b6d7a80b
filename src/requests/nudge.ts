import type { Audit } from '../audit/port-audit.ts';
import { lastsMs } from '../policy/terms.ts';
import type { Clock } from '../shared/clock.ts';
import type { Requests } from './port-requests.ts';
import { at, notPending, notThere, refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { MailRequest } from './request.ts';

/** Who asked asks again: those who decide get one new message, as often as the rules of the request allow. `no` counts them. */
export async function nudge(
  repos: { requests: Requests; audit: Audit },
  { requestId, actorId }: { requestId: string; actorId: string },
  { clock }: { clock: Pick<Clock, 'now'> },
): Promise<{ ok: true; request: MailRequest; no: number } | Refusal> {
  const now = clock.now();
  const request = await repos.requests.lock(requestId);
  if (!request) return notThere;
  if (request.submittedBy !== actorId) return refusal('not-yours', 'Only the person who asked can do that.');
  const closed = notPending(request, now, 'An approver');
  if (closed) return closed;
  const { held, nudges } = request.course;
  if (held)
    return refusal(
      'already-agreed',
      `It is approved, and takes effect on ${at(new Date(held.until))}: nobody has to act.`,
    );
  const last = nudges.at(-1);
  const next = last && new Date(new Date(last.at).getTime() + lastsMs(request.terms.nudgeEvery));
  if (next && next > now)
    return refusal(
      'too-soon',
      `You asked again on ${at(new Date(last.at))}. The next time is possible from ${at(next)} on.`,
    );
  const all = [...nudges, { by: actorId, at: now.toISOString() }];
  const nudged: MailRequest = { ...request, course: { ...request.course, nudges: all } };
  if (!(await repos.requests.replacePending(nudged, request.version))) return notThere;
  await repos.audit.append({
    type: 'request-nudged',
    actor: actorId,
    subject: `request:${requestId}`,
    data: { no: all.length, version: request.version },
  });
  return { ok: true, request: nudged, no: all.length };
}
