import type { Senders } from '../senders/port-senders.ts';
import { applyEvent } from '../senders/transitions.ts';

/** The sender of a request that ends undecided gives its name and address back. One that moved on otherwise is left as it is. */
export async function closeSender(repos: { senders: Senders }, senderId: string): Promise<void> {
  const sender = await repos.senders.get(senderId);
  const closed = sender && applyEvent(sender, { type: 'closed' });
  if (closed?.ok) await repos.senders.update(closed.sender);
}
