// What ARM has and neither Sendpass nor a sender's role may do (paths and verbs: rest-specs stable/2026-03-18): the answer is ARM's 403 with
// the action's name, not a path that nobody knows. Who may – somebody with a wider role – meets the sandbox's loud 404: nothing is done here.
import { unknownPath } from '../refusals.ts';
import type { Route } from '../wire.ts';
import { armRoute, COMMUNICATION_VERSIONS } from './door.ts';

const SUBSCRIPTION = '/subscriptions/:subscription/providers/Microsoft.Communication';
const GROUP = '/subscriptions/:subscription/resourceGroups/:resourceGroup/providers/Microsoft.Communication';
const ACS = `${GROUP}/communicationServices/:acs`;
const SERVICE = `${GROUP}/emailServices/:service`;
const DOMAIN = `${SERVICE}/domains/:domain`;

/** Method, path, and the action behind `Microsoft.Communication/`. */
const CALLS: [string, string, string][] = [
  ['DELETE', ACS, 'CommunicationServices/Delete'],
  ['POST', `${ACS}/listKeys`, 'CommunicationServices/ListKeys/action'],
  ['POST', `${ACS}/regenerateKey`, 'CommunicationServices/RegenerateKey/action'],
  ['POST', `${ACS}/linkNotificationHub`, 'CommunicationServices/LinkNotificationHub/action'],
  ['POST', `${SUBSCRIPTION}/checkNameAvailability`, 'CheckNameAvailability/action'],
  [
    'POST',
    `${SUBSCRIPTION}/listVerifiedExchangeOnlineDomains`,
    'EmailServices/ListVerifiedExchangeOnlineDomains/action',
  ],
  ['PUT', SERVICE, 'EmailServices/Write'],
  ['PATCH', SERVICE, 'EmailServices/Write'],
  ['DELETE', SERVICE, 'EmailServices/Delete'],
  ['PUT', DOMAIN, 'EmailServices/Domains/Write'],
  ['PATCH', DOMAIN, 'EmailServices/Domains/Write'],
  ['DELETE', DOMAIN, 'EmailServices/Domains/Delete'],
  ['POST', `${DOMAIN}/initiateVerification`, 'EmailServices/Domains/InitiateVerification/action'],
  ['POST', `${DOMAIN}/cancelVerification`, 'EmailServices/Domains/CancelVerification/action'],
  ['GET', `${DOMAIN}/suppressionLists`, 'EmailServices/Domains/SuppressionLists/Read'],
  ['GET', `${DOMAIN}/suppressionLists/:list`, 'EmailServices/Domains/SuppressionLists/Read'],
  ['PUT', `${DOMAIN}/suppressionLists/:list`, 'EmailServices/Domains/SuppressionLists/Write'],
  ['DELETE', `${DOMAIN}/suppressionLists/:list`, 'EmailServices/Domains/SuppressionLists/Delete'],
];

/** Behind all others: the first route of a path answers. */
export const deniedRoutes: Route[] = CALLS.map(([method, path, action]) =>
  armRoute({
    method,
    path,
    versions: COMMUNICATION_VERSIONS,
    type: action.split('/').slice(0, -1).join('/'),
    action: `Microsoft.Communication/${action}`,
    handle: (request, world) => {
      world.unknownPaths.push(`${request.method} ${request.url.href}`);
      return unknownPath(request);
    },
  }),
);
