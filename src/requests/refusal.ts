import { isOwnRequest } from '../people/own-request.ts';
import type { Sender } from '../senders/sender.ts';
import type { MailRequest } from './request.ts';

export type RefusalCode =
  | 'not-there'
  | 'already-decided'
  | 'expired'
  | 'own-request'
  | 'not-an-approver'
  | 'approver-too-new'
  | 'not-this-stage'
  | 'voted-already'
  | 'already-agreed'
  | 'too-soon'
  | 'stale-version'
  | 'reason-missing'
  | 'not-yours'
  | 'cannot-move'
  | 'address-taken';

/** Nothing was changed; `refused` is the sentence for the one who clicked, told privately. */
export type Refusal = { ok: false; code: RefusalCode; refused: string };

export const refusal = (code: RefusalCode, refused: string): Refusal => ({ ok: false, code, refused });

export const notThere = refusal('not-there', 'What this card was about is not there any more. Nothing was changed.');

/** Why nothing can be done to this request any more, or null while it waits for a decision. `who` = name of who decided. */
export function notPending(request: MailRequest, now: Date, who: string): Refusal | null {
  const { decision } = request;
  switch (request.state) {
    case 'pending':
      // The job that closes it may be a little late.
      return request.expiresAt <= now && request.course.held === null ? expired : null;
    case 'approved':
    case 'denied':
      return refusal(
        'already-decided',
        decision
          ? `${who} ${request.state} it on ${at(decision.at)}. Nothing was changed.`
          : `It was ${request.state} already. Nothing was changed.`,
      );
    case 'withdrawn':
      return refusal('already-decided', 'It was withdrawn by who asked for it. Nothing was changed.');
    case 'expired':
      return expired;
  }
}

const expired = refusal('expired', 'It expired before anybody decided. Whoever needs it asks again.');

/** No platform token works in a private answer, so the zone is named. */
export const at = (date: Date): string => `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Why this person may not decide on this request, whoever else they are: it is their own. */
export function ownRequest(request: MailRequest, personId: string, sender: Pick<Sender, 'owners'>): Refusal | null {
  if (!isOwnRequest(request, personId, sender.owners)) return null;
  const why =
    request.submittedBy === personId
      ? 'you asked for it yourself'
      : request.editedBy.includes(personId)
        ? 'you changed it yourself'
        : request.desired.onBehalfOf === personId
          ? 'it was asked for on your behalf'
          : 'you would be one of its owners';
  return refusal('own-request', `That cannot be decided here: ${why}. Another approver decides.`);
}
