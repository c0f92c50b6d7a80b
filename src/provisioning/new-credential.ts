import type { Credential, Route } from '../senders/sender.ts';
import { newId, newUuid } from '../shared/ids.ts';
import { vaultNameOf } from './names.ts';
import { secretEnd } from './secret-end.ts';

type Wish = {
  route: Pick<Route, 'id' | 'senderId' | 'generation'>;
  /** All the route ever had: a number is never used again. */
  before: readonly Credential[];
  /** ISO 8601. */
  lifetime: string;
  now: Date;
  timeZone: string;
  /** The name an application reads its secret under, where it has one. */
  vaultName?: string | undefined;
};

/** The row of a secret that is about to be made: its names are committed before anything is. */
export function newCredential({ route, before, lifetime, now, timeZone, vaultName }: Wish): Credential {
  // Numbers go on over generations: Key Vault keeps a deleted name reserved.
  const no = Math.max((route.generation - 1) * 100, ...before.map((each) => each.no)) + 1;
  return {
    id: newId(),
    routeId: route.id,
    no,
    operationId: newUuid(),
    keyId: null,
    vaultName: vaultName ?? vaultNameOf(route.senderId, no),
    vaultVersion: null,
    endsAt: secretEnd(now, lifetime, timeZone),
    state: 'intended',
    placesDone: [],
  };
}
