import type { Decision, MailRequest } from './request.ts';
import { settleApproved } from './settle.ts';
import type { SettleDeps, SettleRepos } from './settle.ts';
import { whyNotMoved } from './why-not-moved.ts';

/** Requests that are agreed and whose freeze, as it was then, is over. */
export async function heldUntilNow(repos: Pick<SettleRepos, 'requests'>, now: Date): Promise<MailRequest[]> {
  const pending = await repos.requests.listByState('pending', 500);
  return pending.filter(({ course: { held } }) => held !== null && new Date(held.until) <= now);
}

/** Lets what was agreed take effect; where another freeze has begun meanwhile it waits for that one's end. Null = nothing to do any more. */
export async function releaseHeld(
  repos: SettleRepos,
  requestId: string,
  deps: SettleDeps,
): Promise<MailRequest | null> {
  const request = await repos.requests.lock(requestId);
  const sender = request && (await repos.senders.get(request.senderId));
  if (!request || !sender || request.state !== 'pending' || request.course.held === null) return null;
  if (new Date(request.course.held.until) > deps.clock.now()) return null;
  const { by } = request.course.held;
  const { autoApprovedBy } = request.terms;
  const reason = by === 'sendpass' && autoApprovedBy !== null ? `By the rule "${autoApprovedBy}" of the policy.` : null;
  const agreed = { ...request, course: { ...request.course, held: null } };
  const impossible = await whyNotMoved(repos, sender, agreed, 'approved');
  if (impossible) return denyHeld(repos, agreed, impossible.refused, deps);
  return (await settleApproved(repos, { request: agreed, sender, by, reason }, deps))?.request ?? null;
}

/** What was agreed cannot be done any more. Left waiting, it would wait for ever: nobody is asked about it again. */
async function denyHeld(
  repos: SettleRepos,
  request: MailRequest,
  reason: string,
  { clock }: SettleDeps,
): Promise<MailRequest | null> {
  const { id, version } = request;
  const decision: Decision = { by: 'sendpass', at: clock.now(), verdict: 'denied', reason, version };
  const denied: MailRequest = { ...request, state: 'denied', decision };
  if (!(await repos.requests.replacePending(denied, version))) return null;
  await repos.audit.append({
    type: 'request-denied',
    actor: 'sendpass',
    subject: `request:${id}`,
    data: { sender: request.senderId, version, desiredHash: request.desiredHash, reason },
  });
  return denied;
}
