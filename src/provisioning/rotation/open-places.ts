import type { Credential, Desired } from '../../senders/sender.ts';

/** Places of the wish that nobody has said to have the new credential. */
export const openPlacesOf = ({ places }: Pick<Desired, 'places'>, { placesDone }: Credential): string[] =>
  places.filter((place) => !placesDone.some((each) => each.place === place));
