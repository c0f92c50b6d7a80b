// Microsoft.Authorization resources hang on any scope: one route per kind of scope the product can name.
import type { Route } from '../wire.ts';
import { armRoute, AUTHORIZATION_VERSIONS } from './door.ts';
import type { Guarded } from './door.ts';

const GROUP = '/subscriptions/:subscription/resourceGroups/:resourceGroup';
const SCOPES = [
  '/subscriptions/:subscription',
  GROUP,
  `${GROUP}/providers/Microsoft.Communication/communicationServices/:acs`,
  `${GROUP}/providers/Microsoft.Communication/emailServices/:service`,
  `${GROUP}/providers/Microsoft.Communication/emailServices/:service/domains/:domain`,
];

/** `tail` is the path behind the scope, e.g. `roleAssignments/:name`. */
export function atEveryScope(tail: string, rest: Pick<Guarded, 'method' | 'action' | 'handle'>): Route[] {
  const type = tail.split('/')[0] ?? tail;
  return SCOPES.map((scope) =>
    armRoute({
      ...rest,
      type,
      versions: AUTHORIZATION_VERSIONS,
      path: `${scope}/providers/Microsoft.Authorization/${tail}`,
    }),
  );
}
