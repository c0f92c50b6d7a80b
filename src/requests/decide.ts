import type { Audit } from '../audit/port-audit.ts';
import type { People } from '../people/port-people.ts';
import type { Policy } from '../policy/policy.ts';
import type { KnownApprovers } from '../policy/port-approvers.ts';
import { seeApprover } from '../policy/see-approver.ts';
import type { Stage } from '../policy/terms.ts';
import type { Senders } from '../senders/port-senders.ts';
import type { Sender } from '../senders/sender.ts';
import type { Clock } from '../shared/clock.ts';
import type { Jobs } from '../shared/port-jobs.ts';
import type { Settings } from '../shared/port-settings.ts';
import { cleanText } from './clean.ts';
import { stageNow, stagesOf, votesIn } from './course.ts';
import { whyNotVote } from './may-vote.ts';
import type { Requests } from './port-requests.ts';
import { notPending, notThere, refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { Decision, MailRequest } from './request.ts';
import { moveSender, settleApproved } from './settle.ts';
import { whyNotMoved } from './why-not-moved.ts';

export type DecideRepos = {
  requests: Requests;
  senders: Senders;
  people: People;
  approvers: KnownApprovers;
  settings: Settings;
  audit: Audit;
  jobs: Jobs;
};

export type DecideInput = {
  requestId: string;
  /** The version on the card that was clicked. */
  version: number;
  actorId: string;
  /** The stages whose people the actor is among, looked up at this click; empty = not an approver. Where the look failed, do not call this. */
  approverOf: readonly number[];
  /** Since when the account the actor came by is linked to them; null where it is their own. */
  linkedSince: Date | null;
  verdict: Decision['verdict'];
  /** Required for a denial. */
  reason: string | null;
};

export type DecideDeps = { clock: Pick<Clock, 'now'>; policy: Policy };

/** `counted`: approved, and others have to as well; `held`: all agreed, takes effect after a freeze. */
export type Decided = {
  ok: true;
  how: 'approved' | 'denied' | 'counted' | 'held';
  request: MailRequest;
  sender: Sender;
};
export type DecideOutcome = Decided | Refusal;

/**
 * One person's word on the version that was seen. A denial ends it; an approval counts in the present stage, and the last one that is needed starts converge,
 * whose job is enqueued in this transaction. The request is locked meanwhile: of many clicks at once each sees those before it. A refusal changes
 * nothing; those that say something about the person are recorded.
 */
export async function decideRequest(repos: DecideRepos, input: DecideInput, deps: DecideDeps): Promise<DecideOutcome> {
  const now = deps.clock.now();
  const request = await repos.requests.lock(input.requestId);
  const sender = request && (await repos.senders.get(request.senderId));
  if (!request || !sender) return notThere;
  const stages = stagesOf(request, deps.policy.approvers);
  const mayFrom =
    input.approverOf.length === 0 ? null : await seeApprover(repos, input.actorId, deps, input.linkedSince);
  const refused =
    notPending(request, now, await decidedBy(repos.people, request)) ??
    whyNotVote(request, sender, stages, { ...input, mayFrom }) ??
    (await whyNotMoved(repos, sender, request, input.verdict));
  if (refused) return record(repos.audit, request, input, refused);
  if (input.verdict === 'denied') return deny(repos, { request, sender, input }, now);
  return approve(repos, { request, sender, stages, input }, deps);
}

type Deciding = { request: MailRequest; sender: Sender; input: DecideInput };

async function deny(repos: DecideRepos, { request, sender, input }: Deciding, now: Date): Promise<DecideOutcome> {
  const reason = input.reason === null ? '' : cleanText(input.reason).slice(0, 1_000);
  if (reason === '') return refusal('reason-missing', 'Say why: whoever asked has to know what to change.');
  const { actorId: by, version } = input;
  const decision: Decision = { by, at: now, verdict: 'denied', reason, version };
  const denied: MailRequest = { ...request, state: 'denied', decision };
  if (!(await repos.requests.replacePending(denied, version))) return overtaken;
  const moved = await moveSender(repos, sender, request, 'denied');
  await repos.audit.append({
    type: 'request-denied',
    actor: by,
    subject: `request:${request.id}`,
    data: { sender: sender.id, version, desiredHash: request.desiredHash, reason },
  });
  return { ok: true, how: 'denied', request: denied, sender: moved };
}

/** Counts the vote, and settles the request when it was the last that was missing. Also for an approver's change, whose version is a new one. */
export async function approve(
  repos: DecideRepos,
  { request, sender, stages, input }: Deciding & { stages: readonly Stage[] },
  deps: DecideDeps,
): Promise<DecideOutcome> {
  const at = deps.clock.now().toISOString();
  const stage = stageNow(request, stages);
  const votes = [...request.course.votes, { by: input.actorId, at, stage }];
  const voted: MailRequest = { ...request, course: { ...request.course, votes, quietSince: at } };
  const by = input.actorId;
  if (stageNow(voted, stages) === stages.length) {
    const settled = await settleApproved(repos, { request: voted, sender, by, reason: null }, deps);
    return settled ? { ok: true, ...settled } : overtaken;
  }
  if (!(await repos.requests.replacePending(voted, request.version))) return overtaken;
  await repos.audit.append({
    type: 'vote-cast',
    actor: by,
    subject: `request:${request.id}`,
    data: {
      stage: stages[stage]?.name ?? '',
      approvals: votesIn(voted, stage).length,
      of: stages[stage]?.quorum ?? 0,
      version: request.version,
      desiredHash: request.desiredHash,
    },
  });
  return { ok: true, how: 'counted', request: voted, sender };
}

const overtaken = refusal('stale-version', 'The request was changed in this moment. Look at the card again.');

async function decidedBy(people: People, { decision }: MailRequest): Promise<string> {
  if (decision?.by === 'sendpass') return 'Sendpass';
  return (decision && (await people.get(decision.by))?.name) ?? 'Somebody else';
}

async function record(audit: Audit, request: MailRequest, input: DecideInput, refused: Refusal): Promise<Refusal> {
  if (['own-request', 'not-an-approver', 'approver-too-new'].includes(refused.code))
    await audit.append({
      type: 'decision-refused',
      actor: input.actorId,
      subject: `request:${request.id}`,
      data: { code: refused.code, verdict: input.verdict, version: input.version },
    });
  return refused;
}
