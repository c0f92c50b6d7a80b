import type { Audit } from '../audit/port-audit.ts';
import type { People } from '../people/port-people.ts';
import type { Senders } from '../senders/port-senders.ts';
import type { Sender } from '../senders/sender.ts';
import { asSendpassError } from '../shared/errors.ts';
import type { Jobs } from '../shared/port-jobs.ts';
import { newId } from '../shared/ids.ts';
import { newCourse } from './course.ts';
import { draft } from './draft.ts';
import type { DraftDeps, DraftInput } from './draft.ts';
import type { FieldError } from './form.ts';
import { addressOf } from './gather-facts.ts';
import { openLimitErrors } from './open-limit.ts';
import type { Requests } from './port-requests.ts';
import type { MailRequest } from './request.ts';
import { settleByRule } from './settle.ts';

type Repos = { requests: Requests; senders: Senders; people: People; audit: Audit; jobs: Jobs };

export type SubmitOutcome = { ok: true; request: MailRequest; sender: Sender } | { ok: false; errors: FieldError[] };

/**
 * A request and the sender it asks for, which holds the name and the address from now on. Nothing is made yet. Two equal wishes at the
 * same moment may meet in the store instead of here: see `takenErrors`.
 */
export async function submitRequest(repos: Repos, input: DraftInput, deps: DraftDeps): Promise<SubmitOutcome> {
  const senderId = newId();
  const tooMany = await openLimitErrors(repos.requests, input.actor.id, deps);
  const drafted = await draft(repos, input, senderId, deps);
  if (!drafted.ok) return { ok: false, errors: [...tooMany, ...drafted.errors] };
  if (tooMany.length > 0) return { ok: false, errors: tooMany };
  const { desired, desiredHash } = drafted.draft;
  const now = deps.clock.now();
  const request: MailRequest = {
    ...drafted.draft,
    id: newId(),
    senderId,
    kind: 'new-sender',
    state: 'pending',
    version: 1,
    move: null,
    submittedBy: input.actor.id,
    editedBy: [],
    submittedAt: now,
    decision: null,
    course: newCourse(now),
  };
  const sender: Sender = {
    id: senderId,
    name: desired.appName,
    owners: desired.owners,
    state: 'requested',
    desired,
    desiredHash,
    generation: 1,
    requestId: request.id,
    wanted: 'present',
    provenAt: null,
    installedAt: null,
    revealCount: 0,
    createdAt: now,
    version: 1,
  };
  await repos.senders.insert(sender);
  await repos.requests.insert(request);
  await repos.audit.append({
    type: 'request-submitted',
    actor: input.actor.id,
    subject: `request:${request.id}`,
    data: { sender: senderId, name: sender.name, address: addressOf(desired), version: 1, desiredHash },
  });
  return { ok: true, request: await settleByRule(repos, request, sender, deps), sender };
}

/** The store's own refusal of a second equal name or address, as the error on its field; null for anything else thrown. */
export function takenErrors(thrown: unknown): FieldError[] | null {
  switch (asSendpassError(thrown).code) {
    case 'sender-name-taken':
      return [
        { field: 'appName', message: 'A sender with this name was asked for a moment ago. Choose another name.' },
      ];
    case 'sender-address-taken':
      return [{ field: 'localPart', message: 'A sender with this address was asked for a moment ago.' }];
    default:
      return null;
  }
}
