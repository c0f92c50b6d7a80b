import { whyNoMove } from '../provisioning/moves/why-no-move.ts';
import type { Senders } from '../senders/port-senders.ts';
import type { Sender } from '../senders/sender.ts';
import { addressOf } from './gather-facts.ts';
import { refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { Decision, MailRequest } from './request.ts';

/** A move that was asked for may have become impossible since; it can still be denied. Null for whatever is no move. */
export async function whyNotMoved(
  repos: { senders: Senders },
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
