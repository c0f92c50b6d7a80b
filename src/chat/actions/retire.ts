import { retireSender } from '../../provisioning/retire-sender.ts';
import type { Sender } from '../../senders/sender.ts';
import { confirmedRemoval } from '../confirmed-removal.ts';

export const retire = confirmedRemoval({
  dialog: (sender, removes) => ({
    view: 'confirm-retire',
    senderId: sender.id,
    appName: sender.name,
    removes,
    blastRadius: blastRadius(sender),
  }),
  start: retireSender,
  said: 'Retired. Everything Sendpass made for it is being removed.',
});

function blastRadius({ desired: { places, localPart, domain } }: Sender): string {
  const where = places.length === 0 ? 'wherever it is used' : places.join(', ');
  return `Mail as ${localPart}@${domain} stops within an hour, in ${where}. This cannot be undone.`;
}
