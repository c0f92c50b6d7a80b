import type { Audit } from '../audit/port-audit.ts';
import type { Policy } from '../policy/policy.ts';
import { freezeAt } from '../policy/terms.ts';
import { startMove } from '../provisioning/moves/start-move.ts';
import { restartSender } from '../provisioning/stop/restart-sender.ts';
import type { Senders } from '../senders/port-senders.ts';
import type { Sender } from '../senders/sender.ts';
import { applyEvent } from '../senders/transitions.ts';
import type { SenderEvent } from '../senders/transitions.ts';
import type { Clock } from '../shared/clock.ts';
import { SendpassError } from '../shared/errors.ts';
import type { Jobs } from '../shared/port-jobs.ts';
import type { Requests } from './port-requests.ts';
import type { Decision, MailRequest } from './request.ts';

export type SettleRepos = { requests: Requests; senders: Senders; audit: Audit; jobs: Jobs };
export type SettleDeps = { clock: Pick<Clock, 'now'>; policy: Pick<Policy, 'approval' | 'timeZone'> };

/** What became of a request that has all it needs; null = somebody else changed it first. */
export type Settled = { how: 'approved' | 'held'; request: MailRequest; sender: Sender } | null;

/**
 * Everything was agreed. Outside of a freeze it takes effect, and converge starts; within one it goes on waiting, with what was agreed, until the freeze is over:
 * till then it can still be denied, edited or withdrawn. `by` = who agreed last; `reason` = the rule, where no person did.
 */
export async function settleApproved(
  repos: SettleRepos,
  { request, sender, by, reason }: { request: MailRequest; sender: Sender; by: string; reason: string | null },
  { clock, policy }: SettleDeps,
): Promise<Settled> {
  const now = clock.now();
  const freeze = freezeAt(policy, now);
  const { votes } = request.course;
  const data = { sender: sender.id, version: request.version, desiredHash: request.desiredHash, reason, votes };
  const event = { actor: by, subject: `request:${request.id}` };
  if (freeze) {
    const held = { until: freeze.until.toISOString(), freeze: freeze.name, by };
    const waiting: MailRequest = { ...request, course: { ...request.course, held } };
    if (!(await repos.requests.replacePending(waiting, request.version))) return null;
    await repos.jobs.enqueue(
      { name: 'approval-clock', key: 'schedule', data: {} },
      freeze.until.getTime() - now.getTime(),
    );
    await repos.audit.append({ ...event, type: 'request-held', data: { ...data, ...held } });
    return { how: 'held', request: waiting, sender };
  }
  const decision: Decision = { by, at: now, verdict: 'approved', reason, version: request.version };
  const decided: MailRequest = { ...request, state: 'approved', decision };
  if (!(await repos.requests.replacePending(decided, request.version))) return null;
  const moved = await moveSender(repos, sender, request, 'approved');
  await repos.audit.append({ ...event, type: 'request-approved', data });
  return { how: 'approved', request: decided, sender: moved };
}

/** Approval starts converge; a denied new sender is closed, a denied removal leaves its sender as it is. */
export async function moveSender(
  repos: Pick<SettleRepos, 'senders' | 'jobs'>,
  sender: Sender,
  request: MailRequest,
  verdict: Decision['verdict'],
): Promise<Sender> {
  if (request.kind === 'migrate' && verdict === 'approved') return beginMove(repos, sender, request);
  if (request.kind === 'restart' && verdict === 'approved') return beginAgain(repos, sender, request);
  const event = eventOf(request.kind, verdict);
  if (event === null) return sender;
  const moved = applyEvent(sender, event);
  // Thrown, so that the decision is not kept either.
  if (!moved.ok) throw movedOn(moved.why);
  const stored = await repos.senders.update(moved.sender);
  if (verdict === 'approved')
    await repos.jobs.enqueue({ name: 'converge', key: sender.id, data: { senderId: sender.id } });
  return stored;
}

const movedOn = (advice: string): SendpassError =>
  new SendpassError({ code: 'sender-moved-on', kind: 'conflict', advice });

async function beginMove(
  repos: Pick<SettleRepos, 'senders' | 'jobs'>,
  sender: Sender,
  { id, desired }: MailRequest,
): Promise<Sender> {
  const started = await startMove(repos, sender, { requestId: id, desired });
  if (!started.ok) throw movedOn(started.refused);
  return started.sender;
}

async function beginAgain(
  repos: Pick<SettleRepos, 'senders' | 'jobs'>,
  sender: Sender,
  { id }: MailRequest,
): Promise<Sender> {
  const started = await restartSender(repos, sender, id);
  if (started === null) throw movedOn('It cannot start again now. Nothing was changed.');
  return started;
}

function eventOf(kind: MailRequest['kind'], verdict: Decision['verdict']): SenderEvent | null {
  if (kind === 'migrate' || kind === 'restart') return null;
  if (kind === 'retire') return verdict === 'approved' ? { type: 'retired' } : null;
  return { type: verdict === 'approved' ? 'approved' : 'closed' };
}

/** A rule of the policy approves it without a person. The request as it is now. */
export async function settleByRule(
  repos: SettleRepos,
  request: MailRequest,
  sender: Sender,
  deps: SettleDeps,
): Promise<MailRequest> {
  const { autoApprovedBy } = request.terms;
  if (autoApprovedBy === null) return request;
  const reason = `By the rule "${autoApprovedBy}" of the policy.`;
  return (await settleApproved(repos, { request, sender, by: 'sendpass', reason }, deps))?.request ?? request;
}
