import type { Sender } from '../../senders/sender.ts';

/** What stops when the old credential goes: in these places, or wherever it is used still. */
export function oldStops({ desired: { places, localPart, domain } }: Pick<Sender, 'desired'>, open: string[]): string {
  const where = open.length > 0 ? `in ${open.join(', ')}` : `wherever it is used still (${places.join(', ')})`;
  return `Mail as ${localPart}@${domain} with the old credential stops within an hour, ${where}. This cannot be undone.`;
}
