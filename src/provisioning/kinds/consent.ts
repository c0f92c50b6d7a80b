import { SendpassError } from '../../shared/errors.ts';
import { factOf, sinceMs, stepOf } from '../run.ts';
import type { Run } from '../run.ts';
import { settlingMs } from '../waits.ts';
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
    if (await wasJustGiven(run))
      throw new SendpassError({
        code: 'replicating',
        kind: 'not-yet',
        advice: 'Entra does not show the consent yet – usually under 2 minutes.',
      });
    throw new SendpassError({
      code: 'consent-missing',
      kind: 'needs-person',
      advice: 'An Entra administrator has to consent to the permission SMTP.SendAsApp of this application.',
    });
  },
  async observe(run) {
    const granted = await isGranted(run);
    // The proof was a token that carried it: what is not shown after that does not merely lag.
    if (!granted && stepOf(run, 'log-in').state === 'done') return 'absent';
    return presence(run, stepOf(run, 'consent'), granted);
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

/** Somebody says so, and has a right to be believed for as long as replicas take; asking them again at once would be a lie. */
async function wasJustGiven(run: Run): Promise<boolean> {
  if (sinceMs(run, stepOf(run, 'consent').intendedAt) > settlingMs) return false;
  const open = await run.deps.transact((repos) => repos.tasks.open(run.sender.id));
  return open.some((task) => task.code === 'consent-missing' && task.state === 'checking');
}

async function isGranted(run: Run): Promise<boolean> {
  const granted = await run.deps.entra.rolesGranted(factOf(run, 'principal', 'principalId'));
  const resourceId = factOf(run, 'consent', 'resourceId');
  const roleId = factOf(run, 'consent', 'roleId');
  return granted.some((each) => each.resourceId === resourceId && each.roleId === roleId);
}
