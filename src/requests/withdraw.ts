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
  if (request.submittedBy !== actorId && !(await isOwnMove(repos.senders, request, actorId)))
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

/** A move may be asked for by somebody else; its sender's owners need not wait for IT to be rid of it. */
const isOwnMove = async (
  senders: Pick<Senders, 'get'>,
  { move, senderId }: MailRequest,
  actorId: string,
): Promise<boolean> => move !== null && (await senders.get(senderId))?.owners.includes(actorId) === true;

/** Whoever ends a sender ends what was asked for it: nobody should decide on the move of one that is gone. */
export async function withdrawOpen(
  repos: { requests: Requests; audit: Audit },
  { senderId, actorId }: { senderId: string; actorId: string },
): Promise<string | null> {
  const request = await repos.requests.pendingFor(senderId);
  if (!request || !(await repos.requests.replacePending({ ...request, state: 'withdrawn' }, request.version)))
    return null;
  await repos.audit.append({
    type: 'request-withdrawn',
    actor: actorId,
    subject: `request:${request.id}`,
    data: { sender: senderId, version: request.version, why: 'the sender was ended' },
  });
  return request.id;
}
