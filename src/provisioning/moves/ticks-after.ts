import type { Credential } from '../../senders/sender.ts';

export type TickInput = {
  actorId: string;
  /** Ticked when the list was shown, and ticked now: what another owner did meanwhile stays as they left it. */
  seen: string[];
  ticked: string[];
};

/** The credential with what an owner ticked or took back, and which places these are. */
export function ticksAfter(
  credential: Credential,
  places: string[],
  { actorId, seen, ticked }: TickInput,
  now: Date,
): { credential: Credential; ticked: string[]; unticked: string[] } {
  const done = (place: string): boolean => credential.placesDone.some((each) => each.place === place);
  const added = places.filter((place) => ticked.includes(place) && !done(place));
  const unticked = places.filter((place) => seen.includes(place) && !ticked.includes(place) && done(place));
  const placesDone = [
    ...credential.placesDone.filter(({ place }) => !unticked.includes(place)),
    ...added.map((place) => ({ place, by: actorId, at: now.toISOString() })),
  ];
  return { credential: { ...credential, placesDone }, ticked: added, unticked };
}
