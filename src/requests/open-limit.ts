import type { Policy } from '../policy/policy.ts';
import type { Clock } from '../shared/clock.ts';
import type { FieldError } from './form.ts';
import type { Requests } from './port-requests.ts';

type Deps = { clock: Pick<Clock, 'now'>; policy: Pick<Policy, 'maxOpenRequests'> };

/** Why this person cannot ask for one more at present, as an error of the whole form; empty when they can. */
export async function openLimitErrors(
  requests: Pick<Requests, 'countOpen'>,
  personId: string,
  { clock, policy: { maxOpenRequests: most } }: Deps,
): Promise<FieldError[]> {
  const open = await requests.countOpen(personId, clock.now());
  if (open < most) return [];
  const waiting = open === 1 ? 'A request of yours waits' : `${open} requests of yours wait`;
  const message = `${waiting} for IT, and one person may have ${most} at once. Withdraw one, or wait until one is decided, and send this form again: what is filled in stays.`;
  return [{ field: 'form', message }];
}
