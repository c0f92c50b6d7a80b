import type { Credential } from '../../senders/sender.ts';
import type { Clock } from '../../shared/clock.ts';
import type { ConvergeRepos } from '../converge-deps.ts';
import { openPlaces, provenNext, whyNotYet } from './proven-next.ts';
import { switchRoute } from './switch-route.ts';

type Input = {
  senderId: string;
  actorId: string;
  /** Ticked when the list was shown, and ticked now: what another owner did meanwhile stays as they left it. */
  seen: string[];
  ticked: string[];
};

export type Ticked =
  | { ok: true; open: string[]; moved: boolean; waitsFor: string | null }
  | { ok: false; refused: string };

/**
 * An owner says where the new credential is in use by now. With the last place the sender moves: the old route is removed. A tick may be taken
 * back until then.
 */
export async function tickPlaces(
  repos: Pick<ConvergeRepos, 'senders' | 'audit' | 'jobs' | 'tasks'>,
  input: Input,
  { clock }: { clock: Pick<Clock, 'now'> },
): Promise<Ticked> {
  const found = await provenNext(repos, input.senderId);
  if (!found.ok) return found;
  const { sender, next } = found;
  if (!sender.owners.includes(input.actorId))
    return { ok: false, refused: 'Only its owners can say where it is in use. Nothing was changed.' };
  const now = clock.now();
  const { credential, ticked, unticked } = after(found.credential, next.desired.places, input, now);
  const open = openPlaces({ next, credential });
  if (ticked.length + unticked.length > 0) {
    await repos.senders.saveCredential(credential);
    await repos.audit.append({
      type: 'places-ticked',
      actor: input.actorId,
      subject: `sender:${sender.id}`,
      data: { credential: credential.no, ticked, unticked, open },
    });
  }
  const waitsFor = open.length === 0 ? await whyNotYet(repos, next) : null;
  const moved =
    open.length === 0 && waitsFor === null
      ? await switchRoute(repos, { sender, next, actorId: input.actorId, now, open })
      : null;
  // Counts the version up either way: of two lists sent at the same time one is asked for again instead of undoing the other.
  if (moved === null) await repos.senders.update(sender);
  return { ok: true, open, moved: moved !== null, waitsFor };
}

function after(credential: Credential, places: string[], { actorId, seen, ticked }: Input, now: Date) {
  const done = (place: string): boolean => credential.placesDone.some((each) => each.place === place);
  const added = places.filter((place) => ticked.includes(place) && !done(place));
  const unticked = places.filter((place) => seen.includes(place) && !ticked.includes(place) && done(place));
  const placesDone = [
    ...credential.placesDone.filter(({ place }) => !unticked.includes(place)),
    ...added.map((place) => ({ place, by: actorId, at: now.toISOString() })),
  ];
  return { credential: { ...credential, placesDone }, ticked: added, unticked };
}
