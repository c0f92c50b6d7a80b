import { uniqueNameOf } from '../provisioning/names.ts';
import type { Finding } from './diagnosis.ts';
import type { LookDeps } from './look-deps.ts';
import type { Subject } from './subject.ts';

/** The application and its secret: one answer of Entra for both. */
export async function lookAtApplication(deps: LookDeps, { named, credential }: Subject): Promise<Finding[]> {
  const found = await deps.entra.findApplication(uniqueNameOf(named));
  if (!found)
    return [
      { check: 'application', state: 'bad', says: 'not in Entra', cause: 'app-missing' },
      { check: 'secret', state: 'unknown', says: 'there is no application to ask' },
    ];
  const application: Finding = { check: 'application', state: 'good', says: 'is in Entra' };
  const password = found.passwords.find((each) => each.keyId === credential?.keyId);
  if (credential?.keyId == null)
    return [application, { check: 'secret', state: 'unknown', says: 'none was issued yet' }];
  if (!password)
    return [application, { check: 'secret', state: 'bad', says: 'removed in Entra', cause: 'secret-removed' }];
  // Entra's own date: somebody may have changed what Sendpass asked for.
  if (password.endsAt <= deps.clock.now())
    return [
      application,
      { check: 'secret', state: 'bad', says: 'ended', at: password.endsAt, cause: 'secret-expired' },
    ];
  return [application, { check: 'secret', state: 'good', says: 'valid until', at: password.endsAt }];
}

export async function lookAtPrincipal(deps: LookDeps, { appId }: Subject): Promise<Finding[]> {
  if (appId === undefined) return [{ check: 'principal', state: 'unknown', says: 'none was made yet' }];
  const found = await deps.entra.findPrincipal(appId);
  if (!found) return [{ check: 'principal', state: 'bad', says: 'deleted in Entra', cause: 'principal-missing' }];
  return found.enabled
    ? [{ check: 'principal', state: 'good', says: 'enabled' }]
    : [{ check: 'principal', state: 'bad', says: 'disabled in Entra', cause: 'app-disabled' }];
}
