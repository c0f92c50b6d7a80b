import { stricter } from '../policy/terms.ts';
import { seeApprover } from '../policy/see-approver.ts';
import { hashOf, planFor } from '../provisioning/plan.ts';
import type { Desired } from '../senders/sender.ts';
import type { ApproverChange } from './course.ts';
import { stagesOf } from './course.ts';
import { approve } from './decide.ts';
import type { DecideOutcome, DecideRepos } from './decide.ts';
import { draft } from './draft.ts';
import type { DraftDeps } from './draft.ts';
import type { FieldError, RequestForm } from './form.ts';
import type { FormFacts } from './gather-facts.ts';
import { whyNotVote } from './may-vote.ts';
import { notPending, notThere, refusal } from './refusal.ts';
import type { MailRequest } from './request.ts';

export type ChangeableField = 'lifetime' | 'perHour' | 'perDay' | 'localPart' | 'displayName';

export type ApproveChangedInput = {
  requestId: string;
  version: number;
  actorId: string;
  approverOf: readonly number[];
  /** Since when the account the actor came by is linked to them; null where it is their own. */
  linkedSince: Date | null;
  /** The whole form with the approver's values in it, checked for its shape. */
  form: RequestForm;
  facts: FormFacts;
};

export type ApproveChangedOutcome = DecideOutcome | { ok: false; errors: FieldError[] };

/**
 * Approves with other values in the fields the policy lets an approver change. It is a new version with a hash of its own: what others approved was
 * something else and counts no more; the approver's word counts on the new one. The rules may ask for more people than before, never for fewer. Whoever asked
 * stays the owner, and the approver does not become one who edited: they changed it by deciding on it.
 */
export async function approveChanged(
  repos: DecideRepos,
  input: ApproveChangedInput,
  deps: DraftDeps,
): Promise<ApproveChangedOutcome> {
  const now = deps.clock.now();
  const request = await repos.requests.lock(input.requestId);
  const sender = request && (await repos.senders.get(request.senderId));
  if (!request || !sender) return notThere;
  const { approvers, approval } = deps.policy;
  const stages = stagesOf(request, approvers);
  const mayFrom =
    input.approverOf.length === 0 ? null : await seeApprover(repos, input.actorId, deps, input.linkedSince);
  const refused =
    notPending(request, now, 'An approver') ??
    whyNotVote(request, sender, stages, { ...input, mayFrom, verdict: 'approved' }) ??
    (request.kind === 'new-sender'
      ? null
      : refusal('not-there', 'Only a request for a new sender can be changed here.'));
  if (refused) return refused;
  // Checked as if whoever asked had written it: their owners, their own name and address.
  const drafted = await draft(repos, { ...input, actor: { id: request.submittedBy } }, sender.id, deps);
  if (!drafted.ok) return drafted;
  const desired = withOnly(request.desired, drafted.draft.desired, approval.approverMayChange);
  const changes = changesIn(request, desired, { by: input.actorId, at: now.toISOString() });
  if (changes.length === 0)
    return { ok: false, errors: [{ field: 'form', message: 'Nothing is changed here: use Approve.' }] };
  const { verdicts } = drafted.draft;
  const next: MailRequest = {
    ...request,
    desired,
    desiredHash: hashOf(desired),
    plan: planFor(desired, {}, deps.vault.name),
    verdicts,
    terms: stricter(request.terms, drafted.draft.terms),
    version: request.version + 1,
    course: { ...request.course, votes: [], changes: [...request.course.changes, ...changes] },
  };
  if (!(await repos.requests.replacePending(next, request.version))) return notThere;
  const { desiredHash } = next;
  const changed = await repos.senders.update({ ...sender, desired, desiredHash });
  await repos.audit.append({
    type: 'request-changed',
    actor: input.actorId,
    subject: `request:${request.id}`,
    data: { version: next.version, desiredHash, changes },
  });
  // Who belongs to a later stage has changed it, and those before decide on that first.
  if (!input.approverOf.includes(0)) return { ok: true, how: 'counted', request: next, sender: changed };
  const vote = { ...input, version: next.version, verdict: 'approved' as const, reason: null };
  return approve(repos, { request: next, sender: changed, stages: stagesOf(next, approvers), input: vote }, deps);
}

/** Of what came with the click only the fields an approver may change: the rest stays as it was asked for, whatever was sent. */
function withOnly(asked: Desired, sent: Desired, fields: readonly ChangeableField[]): Desired {
  const taken = Object.fromEntries(fields.map((field) => [field, sent[field]]));
  // Of an Exchange sender the first mailbox is its address.
  const mailboxes =
    'mailboxes' in asked && 'mailboxes' in sent && fields.includes('localPart') ? { mailboxes: sent.mailboxes } : {};
  return { ...asked, ...taken, ...mailboxes };
}

function changesIn(
  request: MailRequest,
  desired: Desired,
  { by, at }: Pick<ApproverChange, 'by' | 'at'>,
): ApproverChange[] {
  const fields = ['lifetime', 'perHour', 'perDay', 'localPart', 'displayName'] as const;
  return fields.flatMap((field) => {
    const [from, to] = [String(request.desired[field]), String(desired[field])];
    return from === to ? [] : [{ by, at, version: request.version + 1, field, from, to }];
  });
}
