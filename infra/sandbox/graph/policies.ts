import type { Route, WireReply, WireRequest } from '../wire.ts';
import type { World } from '../world.ts';
import { graphRoutes } from './door.ts';
import { single } from './query.ts';

/** The tenant's rules for secrets of applications; without `maxPasswordLifetime` there are none, as in a tenant that set nothing. */
function defaultPolicy(request: WireRequest, world: World): WireReply {
  const lifetime = {
    restrictionType: 'passwordLifetime',
    maxLifetime: world.maxPasswordLifetime,
    restrictForAppsCreatedAfterDateTime: '2019-01-01T00:00:00Z',
    state: 'enabled',
  };
  const passwordCredentials = world.maxPasswordLifetime === null ? [] : [lifetime];
  return single(request, world, 'policies/defaultAppManagementPolicy', {
    id: '00000000-0000-0000-0000-000000000000',
    displayName: 'Default app management tenant policy',
    description:
      'Default tenant policy that enforces app management restrictions on applications and service principals.',
    isEnabled: world.maxPasswordLifetime !== null,
    applicationRestrictions: { passwordCredentials, keyCredentials: [] },
    servicePrincipalRestrictions: { passwordCredentials, keyCredentials: [] },
  });
}

export const policyRoutes: Route[] = graphRoutes({
  method: 'GET',
  paths: ['/v1.0/policies/defaultAppManagementPolicy'],
  permissions: ['Policy.Read.ApplicationConfiguration', 'Policy.Read.All'],
  handle: defaultPolicy,
});
