import type { Clock } from '../../shared/clock.ts';
import type { ConvergeRepos } from '../converge-deps.ts';
import { ticksAfter } from '../moves/ticks-after.ts';
import type { TickInput } from '../moves/ticks-after.ts';
import { openPlacesOf } from './open-places.ts';
import { overlapOf } from './overlap.ts';
import { switchCredential } from './switch-credential.ts';

export type TickedRotated = { ok: true; open: string[]; switched: boolean } | { ok: false; refused: string };

/** An owner says where the new secret is in use by now. With the last place the old one goes; a tick may be taken back until then. */
export async function tickRotated(
  repos: Pick<ConvergeRepos, 'senders' | 'audit' | 'jobs'>,
  input: TickInput & { senderId: string },
  { clock }: { clock: Pick<Clock, 'now'> },
): Promise<TickedRotated> {
  const found = await overlapOf(repos, input.senderId);
  if (!found.ok) return found;
  const { sender, route, rotation } = found;
  if (!sender.owners.includes(input.actorId))
    return { ok: false, refused: 'Only its owners can say where it is in use. Nothing was changed.' };
  const now = clock.now();
  const { places } = route.desired;
  const { credential, ticked, unticked } = ticksAfter(found.credential, places, input, now);
  const open = openPlacesOf(route.desired, credential);
  if (ticked.length + unticked.length > 0) {
    await repos.senders.saveCredential(credential);
    await repos.audit.append({
      type: 'places-ticked',
      actor: input.actorId,
      subject: `sender:${sender.id}`,
      data: { credential: credential.no, ticked, unticked, open },
    });
  }
  const switched = open.length === 0 && places.length > 0;
  if (switched) {
    await switchCredential(repos, { sender, rotation, actorId: input.actorId, now, open, installed: true });
    await repos.jobs.enqueue({ name: 'converge', key: sender.id, data: { senderId: sender.id } });
  }
  // Counts the version up either way: of two lists sent at the same time one is asked for again instead of undoing the other.
  else await repos.senders.update(sender);
  return { ok: true, open, switched };
}
