import { SendpassError } from '../../shared/errors.ts';
import { factOf, stepOf } from '../run.ts';
import type { Run } from '../run.ts';
import { presence } from './kind.ts';
import type { Kind } from './kind.ts';

/**
 * The classic way's Entra permission (SMTP.SendAsApp) and an administrator's consent to it. Sendpass cannot give it – whoever can may give any
 * permission to anything – so it asks a person and looks.
 */
export const consent: Kind = {
  async look(run) {
    const { resourceId, roleId } = await run.deps.entra.smtpSendRole();
    return { resourceId, roleId };
  },
  intent: (run) => ({ name: factOf(run, 'application', 'appId'), facts: {} }),
  async ensure(run) {
    if (await isGranted(run)) return { externalId: null, facts: {} };
    throw new SendpassError({
      code: 'consent-missing',
      kind: 'needs-person',
      advice: 'An Entra administrator has to consent to the permission SMTP.SendAsApp of this application.',
    });
  },
  async observe(run) {
    return presence(run, stepOf(run, 'consent'), await isGranted(run));
  },
  async lost(run) {
    if (await isGranted(run)) return undefined;
    return {
      code: 'consent-withdrawn',
      says: 'Consent to its permission SMTP.SendAsApp was withdrawn in Entra, so Exchange refuses its log-ins.',
    };
  },
  // It goes with the principal.
  remove: async () => undefined,
};

async function isGranted(run: Run): Promise<boolean> {
  const granted = await run.deps.entra.rolesGranted(factOf(run, 'principal', 'principalId'));
  const resourceId = factOf(run, 'consent', 'resourceId');
  const roleId = factOf(run, 'consent', 'roleId');
  return granted.some((each) => each.resourceId === resourceId && each.roleId === roleId);
}
