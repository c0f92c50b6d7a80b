import { mailFromNameOf, smtpUsernameNameOf } from '../provisioning/names.ts';
import { acsNameOf, acsOf } from '../relays/acs.ts';
import type { Finding } from './diagnosis.ts';
import type { LookDeps } from './look-deps.ts';
import type { Subject } from './subject.ts';

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export async function lookAtRole(deps: LookDeps, { desired, principalId }: Subject): Promise<Finding[]> {
  const scope = acsOf(desired).acsResourceId;
  if (principalId === undefined) return [{ check: 'role', state: 'unknown', says: 'none was assigned yet' }];
  const found = await deps.azure.findAssignment({ scope, principalId });
  return found
    ? [{ check: 'role', state: 'good', says: `assigned on ${acsNameOf(scope)}` }]
    : [{ check: 'role', state: 'bad', says: `not assigned on ${acsNameOf(scope)}`, cause: 'role-missing' }];
}

/** Nothing to say where no short user name was made. */
export async function lookAtSmtpUsername(deps: LookDeps, { desired, named, appId }: Subject): Promise<Finding[]> {
  const { smtpUsername, acsResourceId } = acsOf(desired);
  if (smtpUsername === null) return [];
  const found = await deps.azure.findSmtpUsername({ acsResourceId, name: smtpUsernameNameOf(named) });
  const bad = (says: string): Finding[] => [
    { check: 'smtp-username', state: 'bad', says, cause: 'smtp-username-missing' },
  ];
  if (!found) return bad(`${smtpUsername} is not there`);
  if (!same(found.appId, appId ?? '')) return bad(`${smtpUsername} is linked to another application`);
  if (!same(found.username, smtpUsername)) return bad(`it was changed to ${found.username}`);
  return [{ check: 'smtp-username', state: 'good', says: `${smtpUsername} is linked to it` }];
}

export async function lookAtMailFrom(deps: LookDeps, { desired }: Subject): Promise<Finding[]> {
  const { domainResourceId, localPart, domain } = acsOf(desired);
  const address = `${localPart}@${domain}`;
  const found = await deps.azure.findMailFrom({ domainResourceId, name: mailFromNameOf(localPart) });
  const isThere =
    found !== undefined ||
    // Under a resource name of somebody's own.
    (await deps.azure.listMailFroms(domainResourceId)).some((each) => same(each, localPart));
  return isThere
    ? [{ check: 'mail-from', state: 'good', says: `${address} is there` }]
    : [{ check: 'mail-from', state: 'bad', says: `${address} is not there`, cause: 'mailfrom-missing' }];
}

export async function lookAtDomain(deps: LookDeps, { desired }: Subject): Promise<Finding[]> {
  const { domainResourceId, acsResourceId, domain } = acsOf(desired);
  const found = (await deps.azure.listDomains()).find(
    (each) => same(each.resourceId, domainResourceId) && same(each.acsResourceId, acsResourceId),
  );
  if (!found)
    return [
      {
        check: 'domain',
        state: 'bad',
        says: `${domain} is not linked to ${acsNameOf(acsResourceId)}`,
        cause: 'domain-not-linked',
      },
    ];
  const missing = Object.entries(found.verified).flatMap(([name, verified]) => (verified ? [] : [name]));
  return missing.length === 0
    ? [{ check: 'domain', state: 'good', says: `${domain} is linked and verified` }]
    : [
        {
          check: 'domain',
          state: 'bad',
          says: `${domain}: ${missing.join(', ')} not verified`,
          cause: 'domain-not-verified',
        },
      ];
}
