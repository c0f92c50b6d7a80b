import type { Audit } from '../audit/port-audit.ts';
import type { Senders } from '../senders/port-senders.ts';
import type { Clock } from '../shared/clock.ts';
import { closeSender } from './close.ts';
import type { Requests } from './port-requests.ts';
import { notPending, notThere, refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { MailRequest } from './request.ts';

export type WithdrawOutcome = { ok: true; request: MailRequest } | Refusal;

/** Whoever asked takes it back, while nobody decided. Of a withdrawal and a decision at the same time one gets through. */
export async function withdrawRequest(
  repos: { requests: Requests; senders: Senders; audit: Audit },
  { requestId, version, actorId }: { requestId: string; version: number; actorId: string },
  deps: { clock: Pick<Clock, 'now'> },
): Promise<WithdrawOutcome> {
  const request = await repos.requests.lock(requestId);
  if (!request) return notThere;
  if (request.submittedBy !== actorId)
    return refusal('not-yours', 'Only the person who asked can withdraw it. Nothing was changed.');
  const closed = notPending(request, deps.clock.now(), 'An approver');
  if (closed) return closed;
  const withdrawn: MailRequest = { ...request, state: 'withdrawn' };
  if (!(await repos.requests.replacePending(withdrawn, version)))
    return refusal('stale-version', 'The request was changed in the meantime. Press again on the newest card.');
  if (request.kind === 'new-sender') await closeSender(repos, request.senderId);
  await repos.audit.append({
    type: 'request-withdrawn',
    actor: actorId,
    subject: `request:${requestId}`,
    data: { sender: request.senderId, version },
  });
  return { ok: true, request: withdrawn };
}
