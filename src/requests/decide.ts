import type { Audit } from '../audit/port-audit.ts';
import type { People } from '../people/port-people.ts';
import { startMove } from '../provisioning/moves/start-move.ts';
import { restartSender } from '../provisioning/stop/restart-sender.ts';
import { whyNoMove } from '../provisioning/moves/why-no-move.ts';
import type { Senders } from '../senders/port-senders.ts';
import type { Sender } from '../senders/sender.ts';
import { applyEvent } from '../senders/transitions.ts';
import type { SenderEvent } from '../senders/transitions.ts';
import type { Clock } from '../shared/clock.ts';
import { SendpassError } from '../shared/errors.ts';
import type { Jobs } from '../shared/port-jobs.ts';
import { cleanText } from './clean.ts';
import { addressOf } from './gather-facts.ts';
import type { Requests } from './port-requests.ts';
import { notPending, notThere, ownRequest, refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { Decision, MailRequest } from './request.ts';

type Repos = { requests: Requests; senders: Senders; people: People; audit: Audit; jobs: Jobs };

export type DecideInput = {
  requestId: string;
  /** The version on the card that was clicked. */
  version: number;
  actorId: string;
  /** Looked up at this click, before the transaction. Where that failed, do not call this: not knowing is not no. */
  isApprover: boolean;
  verdict: Decision['verdict'];
  /** Required for a denial. */
  reason: string | null;
};

export type DecideOutcome = { ok: true; request: MailRequest; sender: Sender } | Refusal;

/**
 * Approves or denies the version that was seen. Of many clicks at the same time one gets through, so that one provisioning starts: its job
 * is enqueued in this transaction. A refusal changes nothing; those that say something about the person are recorded.
 */
export async function decideRequest(
  repos: Repos,
  input: DecideInput,
  deps: { clock: Pick<Clock, 'now'> },
): Promise<DecideOutcome> {
  const now = deps.clock.now();
  const request = await repos.requests.get(input.requestId);
  const sender = request && (await repos.senders.get(request.senderId));
  if (!request || !sender) return notThere;
  const reason = input.reason === null ? null : cleanText(input.reason).slice(0, 1_000) || null;
  const refused =
    notPending(request, now, await decidedBy(repos.people, request)) ??
    whyNot(request, sender, { ...input, reason }) ??
    (await whyNotMoved(repos, sender, request, input.verdict));
  if (refused) return record(repos.audit, request, input, refused);
  const decision: Decision = {
    by: input.actorId,
    at: now,
    verdict: input.verdict,
    reason,
    version: request.version,
  };
  const decided: MailRequest = { ...request, state: input.verdict, decision };
  if (!(await repos.requests.replacePending(decided, input.version))) return overtaken(repos, request.id, now);
  const moved = await moveSender(repos, sender, decided, input.verdict);
  await repos.audit.append({
    type: input.verdict === 'approved' ? 'request-approved' : 'request-denied',
    actor: input.actorId,
    subject: `request:${request.id}`,
    data: { sender: sender.id, version: request.version, desiredHash: request.desiredHash, reason },
  });
  return { ok: true, request: decided, sender: moved };
}

function whyNot(request: MailRequest, sender: Sender, input: DecideInput): Refusal | null {
  const own = ownRequest(request, input.actorId, sender);
  if (own) return own;
  if (!input.isApprover) return refusal('not-an-approver', 'Only approvers can decide this. Nothing was changed.');
  if (request.version !== input.version)
    return refusal(
      'stale-version',
      `The request was changed: this was version ${input.version}, now it is ${request.version}. Look at the card again.`,
    );
  if (input.verdict === 'denied' && input.reason === null)
    return refusal('reason-missing', 'Say why: whoever asked has to know what to change.');
  return null;
}

/** A move that was asked for may have become impossible since; it can still be denied. */
async function whyNotMoved(
  repos: Pick<Repos, 'senders'>,
  sender: Sender,
  { move, desired }: MailRequest,
  verdict: Decision['verdict'],
): Promise<Refusal | null> {
  if (move === null || verdict === 'denied') return null;
  const why = await whyNoMove(repos, sender);
  if (why !== null) return refusal('cannot-move', why);
  if (sender.desiredHash !== move.from.desiredHash)
    return refusal(
      'cannot-move',
      'The sender is not what it was when this was asked for. Whoever needs it asks again.',
    );
  const holder = await repos.senders.claim({ address: addressOf(desired) });
  if (holder === undefined || holder.id === sender.id) return null;
  return refusal(
    'address-taken',
    `${holder.name} has the address ${addressOf(desired)} by now. Whoever asked has to choose another one.`,
  );
}

/** Approval starts converge; a denied new sender is closed, a denied removal leaves its sender as it is. */
async function moveSender(
  repos: Pick<Repos, 'senders' | 'jobs'>,
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
  repos: Pick<Repos, 'senders' | 'jobs'>,
  sender: Sender,
  { id, desired }: MailRequest,
): Promise<Sender> {
  const started = await startMove(repos, sender, { requestId: id, desired });
  if (!started.ok) throw movedOn(started.refused);
  return started.sender;
}

async function beginAgain(
  repos: Pick<Repos, 'senders' | 'jobs'>,
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

async function overtaken(repos: Repos, requestId: string, now: Date): Promise<Refusal> {
  const request = await repos.requests.get(requestId);
  if (!request) return notThere;
  return (
    notPending(request, now, await decidedBy(repos.people, request)) ??
    refusal('stale-version', 'The request was changed in this moment. Look at the card again.')
  );
}

async function decidedBy(people: People, { decision }: MailRequest): Promise<string> {
  return (decision && (await people.get(decision.by))?.name) ?? 'Somebody else';
}

async function record(audit: Audit, request: MailRequest, input: DecideInput, refused: Refusal): Promise<Refusal> {
  if (refused.code === 'own-request' || refused.code === 'not-an-approver')
    await audit.append({
      type: 'decision-refused',
      actor: input.actorId,
      subject: `request:${request.id}`,
      data: { code: refused.code, verdict: input.verdict, version: input.version },
    });
  return refused;
}
