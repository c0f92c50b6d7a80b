import { Duration } from 'luxon';
import type { Audit } from '../audit/port-audit.ts';
import type { Senders } from '../senders/port-senders.ts';
import type { Sender } from '../senders/sender.ts';
import { addressOf } from './gather-facts.ts';

/** How long Entra keeps a deleted application (facts/azure §1.1): after that there is nothing to bring back. */
export const restorableFor = Duration.fromISO('P30D');

/** Why it cannot be asked to start again; null when it can. */
export async function whyNoRestart(
  { senders, audit }: { senders: Pick<Senders, 'stop' | 'claim' | 'findLiving'>; audit: Pick<Audit, 'list'> },
  sender: Sender,
  now: Date,
): Promise<string | null> {
  if (sender.state === 'stopped') return whyStopped((await senders.stop(sender.id))?.state);
  if (sender.state !== 'retired') return 'Only a sender that was stopped or retired can start again.';
  const events = await audit.list({ subject: `sender:${sender.id}`, types: ['sender-retired'] });
  const retiredAt = events.at(-1)?.at;
  if (!retiredAt || now.getTime() - retiredAt.getTime() > restorableFor.toMillis())
    return 'It was retired more than 30 days ago, and Entra has dropped what was deleted. Ask for a new sender instead.';
  const named = await senders.findLiving({ name: sender.name });
  const holder = named ?? (await senders.claim({ address: addressOf(sender.desired) }));
  if (holder && holder.id !== sender.id)
    return `${holder.name} has its name or its address by now. Ask for a new sender instead.`;
  return null;
}

function whyStopped(state: string | undefined): string | null {
  if (state === undefined) return 'Something of it was removed. Have that restored first; its card says what.';
  // Else what is being removed and what is being made would be done at the same time.
  return state === 'refused' ? null : 'It is being stopped still. Ask once the card says that log-ins are refused.';
}
