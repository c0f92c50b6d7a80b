import type { Stage } from '../policy/terms.ts';
import type { Sender } from '../senders/sender.ts';
import { stageNow, votesIn } from './course.ts';
import { at, ownRequest, refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { Decision, MailRequest } from './request.ts';

export type Voter = {
  actorId: string;
  /** The version on the card that was clicked. */
  version: number;
  /**
   * The stages whose people they are among, looked up at this click, before the transaction. Where that failed, do not ask: not knowing is not
   * no.
   */
  approverOf: readonly number[];
  /** Approver, or linked, for too short a time: from when on they may decide. */
  mayFrom: Date | null;
  verdict: Decision['verdict'];
};

/** Why this person's word does not count on this request now, or null. One may approve in their stage and once; one may deny at any time. */
export function whyNotVote(
  request: MailRequest,
  sender: Pick<Sender, 'owners'>,
  stages: readonly Stage[],
  voter: Voter,
): Refusal | null {
  const own = ownRequest(request, voter.actorId, sender);
  if (own) return own;
  if (voter.approverOf.length === 0)
    return refusal('not-an-approver', 'Only approvers can decide this. Nothing was changed.');
  if (voter.mayFrom !== null)
    return refusal(
      'approver-too-new',
      `You became an approver, or linked this account, only now, and decide from ${at(voter.mayFrom)} on. Another approver decides this. Nothing was changed.`,
    );
  if (request.version !== voter.version)
    return refusal(
      'stale-version',
      `The request was changed: this was version ${voter.version}, now it is ${request.version}. Look at the card again.`,
    );
  return voter.verdict === 'approved' ? whyNotApprove(request, stages, voter) : null;
}

function whyNotApprove(request: MailRequest, stages: readonly Stage[], { actorId, approverOf }: Voter): Refusal | null {
  const { held, votes } = request.course;
  if (held)
    return refusal(
      'already-agreed',
      `Everything it needs is agreed already; it takes effect on ${at(new Date(held.until))}, after the freeze "${held.freeze}".`,
    );
  const now = stageNow(request, stages);
  const stage = stages[now];
  const missing = (stage?.quorum ?? 0) - votesIn(request, now).length;
  if (votes.some((vote) => vote.by === actorId))
    return refusal('voted-already', `You approved it already; one person counts once. ${others(missing, stage)}`);
  if (approverOf.includes(now)) return null;
  const theirs = Math.max(...approverOf);
  return refusal(
    'not-this-stage',
    theirs > now
      ? `"${stage?.name ?? ''}" decides first; you are asked after that. Nothing was changed.`
      : `"${stages[theirs]?.name ?? ''}" has approved it already; now "${stage?.name ?? ''}" decides.`,
  );
}

const others = (missing: number, stage: Stage | undefined): string =>
  `${missing === 1 ? 'One other person' : `${missing} others`} of "${stage?.name ?? ''}" still ${missing === 1 ? 'has' : 'have'} to.`;
