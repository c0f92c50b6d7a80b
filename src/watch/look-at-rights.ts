import { lookAtStanding } from '../provisioning/look-at-standing.ts';
import type { Run } from '../provisioning/run.ts';
import type { Look } from './watch-result.ts';

/** All that was made for a sender and allowed to it, as far as Sendpass may see it; a log-in where it may not. */
export async function lookAtRights(run: Run): Promise<Look[]> {
  const looks = await lookAtStanding(run);
  return looks.map(({ kind, ...look }) => ({ check: kind, ...look }));
}
