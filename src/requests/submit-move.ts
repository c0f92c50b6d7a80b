import type { Audit } from '../audit/port-audit.ts';
import type { People } from '../people/port-people.ts';
import { whyNoMove } from '../provisioning/moves/why-no-move.ts';
import type { Senders } from '../senders/port-senders.ts';
import type { Jobs } from '../shared/port-jobs.ts';
import { newId } from '../shared/ids.ts';
import { newCourse } from './course.ts';
import { draftMove } from './draft-move.ts';
import type { MoveInput } from './draft-move.ts';
import type { DraftDeps } from './draft.ts';
import type { FieldError } from './form.ts';
import { addressOf } from './gather-facts.ts';
import { openLimitErrors } from './open-limit.ts';
import type { Requests } from './port-requests.ts';
import { notThere, refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { MailRequest } from './request.ts';
import { settleByRule } from './settle.ts';

type Repos = { requests: Requests; senders: Senders; people: People; audit: Audit; jobs: Jobs };

export type SubmitMoveOutcome = { ok: true; request: MailRequest } | Refusal | { ok: false; errors: FieldError[] };

/**
 * Asks for a sender to move to another relay. Nothing is made, and the sender stays as it is, until it is approved. That the actor may ask (owner or
 * approver) was checked before the transaction.
 */
export async function submitMove(
  repos: Repos,
  input: MoveInput & { senderId: string },
  deps: DraftDeps,
): Promise<SubmitMoveOutcome> {
  const { actor, senderId } = input;
  const sender = await repos.senders.get(senderId);
  if (!sender) return notThere;
  const tooMany = await openLimitErrors(repos.requests, actor.id, deps);
  const refused = await whyNotAsked(repos, senderId);
  if (refused) return refused;
  const drafted = await draftMove(repos, input, sender, deps);
  if (!drafted.ok) return { ok: false, errors: [...tooMany, ...drafted.errors] };
  if (tooMany.length > 0) return { ok: false, errors: tooMany };
  const { draft } = drafted;
  const now = deps.clock.now();
  const from = { relay: sender.desired.relay, address: addressOf(sender.desired), desiredHash: sender.desiredHash };
  const request: MailRequest = {
    ...draft,
    id: newId(),
    senderId,
    kind: 'migrate',
    state: 'pending',
    version: 1,
    move: { why: input.why, from },
    submittedBy: actor.id,
    editedBy: [],
    submittedAt: now,
    decision: null,
    course: newCourse(now),
  };
  await repos.requests.insert(request);
  await repos.audit.append({
    type: 'request-submitted',
    actor: actor.id,
    subject: `request:${request.id}`,
    data: {
      kind: request.kind,
      sender: senderId,
      from: from.relay,
      to: draft.desired.relay,
      address: addressOf(draft.desired),
      version: 1,
      desiredHash: draft.desiredHash,
    },
  });
  return { ok: true, request: await settleByRule(repos, request, sender, deps) };
}

/** Why no move of this sender can be asked for now; null when it can. */
export async function whyNotAsked(
  repos: { requests: Pick<Requests, 'pendingFor'>; senders: Pick<Senders, 'get' | 'routes'> },
  senderId: string,
): Promise<Refusal | null> {
  const sender = await repos.senders.get(senderId);
  if (!sender) return notThere;
  const why = await whyNoMove(repos, sender);
  if (why !== null) return refusal('cannot-move', why);
  if (await repos.requests.pendingFor(senderId))
    return refusal(
      'cannot-move',
      'A move is asked for already and waits for a decision; it can be changed on the card.',
    );
  return null;
}
