// The subscription and its resource groups, for checks that ask whether they are there at all.
import type { Route } from '../wire.ts';
import { armRoute, RESOURCES_VERSIONS } from './door.ts';

const SUBSCRIPTION = '/subscriptions/:subscription';
const common = { method: 'GET', versions: RESOURCES_VERSIONS, type: 'subscriptions' };

export const subscriptionRoutes: Route[] = [
  armRoute({
    ...common,
    path: SUBSCRIPTION,
    action: 'Microsoft.Resources/subscriptions/read',
    handle: (_request, world) => ({
      status: 200,
      body: {
        id: `/subscriptions/${world.subscriptionId}`,
        subscriptionId: world.subscriptionId,
        tenantId: world.tenantId,
        displayName: 'Contoso production',
        state: 'Enabled',
        authorizationSource: 'RoleBased',
      },
    }),
  }),
  armRoute({
    ...common,
    path: `${SUBSCRIPTION}/resourceGroups/:resourceGroup`,
    action: 'Microsoft.Resources/subscriptions/resourceGroups/read',
    handle: (request, world) => {
      const name = request.params['resourceGroup'] ?? '';
      return {
        status: 200,
        body: {
          id: `/subscriptions/${world.subscriptionId}/resourceGroups/${name}`,
          name,
          type: 'Microsoft.Resources/resourceGroups',
          location: 'westeurope',
          properties: { provisioningState: 'Succeeded' },
        },
      };
    },
  }),
];
