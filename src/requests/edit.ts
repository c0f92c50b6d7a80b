import type { Audit } from '../audit/port-audit.ts';
import type { People } from '../people/port-people.ts';
import type { Senders } from '../senders/port-senders.ts';
import type { Jobs } from '../shared/port-jobs.ts';
import { draftMove } from './draft-move.ts';
import { draft } from './draft.ts';
import type { DraftDeps, DraftInput } from './draft.ts';
import type { FieldError } from './form.ts';
import { addressOf } from './gather-facts.ts';
import type { Requests } from './port-requests.ts';
import { notPending, notThere, refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { MailRequest } from './request.ts';
import { settleByRule } from './settle.ts';

type Repos = { requests: Requests; senders: Senders; people: People; audit: Audit; jobs: Jobs };

export type EditOutcome = { ok: true; request: MailRequest } | Refusal | { ok: false; errors: FieldError[] };

/**
 * A new version of a waiting request, by who asked. What was said to the old one is void and the time to decide starts anew; who edited it
 * never decides on it.
 */
export async function editRequest(
  repos: Repos,
  input: DraftInput & { requestId: string; version: number; /** Of a move. */ why?: string },
  deps: DraftDeps,
): Promise<EditOutcome> {
  const { actor, version } = input;
  const request = await repos.requests.lock(input.requestId);
  const sender = request && (await repos.senders.get(request.senderId));
  if (!request || !sender) return notThere;
  if (request.submittedBy !== actor.id)
    return refusal('not-yours', 'Only the person who asked can change the request. Nothing was changed.');
  const closed = notPending(request, deps.clock.now(), 'An approver');
  if (closed) return closed;
  if (request.version !== version) return stale;
  if (request.kind === 'restart')
    return refusal('cannot-move', 'There is nothing to change in it: withdraw it and ask again.');
  const { move } = request;
  const drafted =
    move === null
      ? await draft(repos, input, sender.id, deps)
      : await draftMove(repos, { ...input, why: input.why ?? move.why }, sender, deps);
  if (!drafted.ok) return drafted;
  const next: MailRequest = {
    ...request,
    ...drafted.draft,
    move: move && { ...move, why: input.why ?? move.why },
    version: version + 1,
    editedBy: [...new Set([...request.editedBy, actor.id])],
    decision: null,
    // Made now, so it stands under the rules of now; what was asked and answered stays.
    course: { ...request.course, votes: [], held: null, escalated: [], quietSince: deps.clock.now().toISOString() },
  };
  if (!(await repos.requests.replacePending(next, version))) return stale;
  const { desired, desiredHash } = next;
  // A sender that moves stays what it is until it has moved.
  const changed = { ...sender, name: desired.appName, owners: desired.owners, desired, desiredHash };
  const stored = move === null ? await repos.senders.update(changed) : sender;
  await repos.audit.append({
    type: 'request-edited',
    actor: actor.id,
    subject: `request:${request.id}`,
    data: { sender: sender.id, name: desired.appName, address: addressOf(desired), version: next.version, desiredHash },
  });
  return { ok: true, request: await settleByRule(repos, next, stored, deps) };
}

const stale = refusal(
  'stale-version',
  'The request was changed in the meantime. Open it again to change the newest version.',
);
