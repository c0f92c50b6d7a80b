import { policySchema } from '../../../src/policy/policy.ts';
import type { World } from './plays.ts';
import { approver, other, owner, person, second, world } from './support.ts';

export const hour = 3600_000;
export const third = person(5, 'Tina');

/** A world with these rules of approval over the usual ones. */
export function under(approval: object): World {
  const w = world();
  const approvers = [{ people: [approver.id, other.id, third.id, owner.id, second.id] }];
  Object.assign(w.deps, { policy: policySchema.parse({ ...w.deps.policy, approvers, approval }) });
  w.tables().people.set(third.id, third);
  return w;
}
export const later = (w: World, ms: number) => void (w.time.now = new Date(w.time.now.getTime() + ms));
export const stored = (w: World, id: string) => w.tables().requests.get(id)!;
