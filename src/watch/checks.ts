import type { Run } from '../provisioning/run.ts';
import { relays } from '../relays/relays.ts';
import type { Desired } from '../senders/sender.ts';
import { lookAtRights } from './look-at-rights.ts';
import type { Look } from './watch-result.ts';

/**
 * A thing to look at again and again. `concerns` says for which senders; `look` only reads, and answers with one Look for each thing it saw. What
 * it throws becomes one `unknown` under its own id. A new check is a file and a line below.
 */
export type WatchCheck = {
  id: string;
  concerns(desired: Desired): boolean;
  look(run: Run): Promise<Look[]>;
};

export const checks: readonly WatchCheck[] = [
  {
    id: 'rights',
    // What administrators of Entra and Exchange gave it, they can take away again, and nobody tells Sendpass.
    concerns: (desired) => relays[desired.relay].steps(desired).includes('exchange-access'),
    look: lookAtRights,
  },
];

export const checksOf = (desired: Desired): WatchCheck[] => checks.filter((check) => check.concerns(desired));
