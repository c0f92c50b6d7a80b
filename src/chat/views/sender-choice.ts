import type { Sender } from '../../senders/sender.ts';

/** One of several senders in a menu. */
export const senderChoice = ({ id, name, desired }: Sender): { value: string; title: string } => ({
  value: id,
  title: `${name} – ${desired.localPart}@${desired.domain}`,
});
