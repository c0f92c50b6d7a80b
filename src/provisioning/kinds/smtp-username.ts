import { acsOf } from '../../relays/acs.ts';
import { asSendpassError, SendpassError } from '../../shared/errors.ts';
import { smtpUsernameNameOf } from '../names.ts';
import { factOf, stepOf } from '../run.ts';
import type { Run } from '../run.ts';
import { presence } from './kind.ts';
import type { Kind } from './kind.ts';

/** The short log-in name for clients that cannot hold `acs|app|tenant` (facts/azure §2.3). */
export const smtpUsername: Kind = {
  intent: (run) => ({ name: smtpUsernameNameOf(run.named), facts: {} }),
  async ensure(run) {
    const { acsResourceId, smtpUsername } = acsOf(run.desired);
    const username = smtpUsername ?? '';
    const wish = { ...where(run), username, appId: factOf(run, 'application', 'appId') };
    try {
      await run.deps.azure.putSmtpUsername(wish);
    } catch (thrown) {
      if (asSendpassError(thrown).kind !== 'conflict') throw thrown;
      throw new SendpassError({
        code: 'smtp-username-taken',
        kind: 'needs-person',
        advice: `The short SMTP username "${username}" is used by something else on this ACS resource. Remove that one and press Done, or cancel and ask with another application name.`,
        cause: thrown,
      });
    }
    return { externalId: `${acsResourceId}/smtpUsernames/${wish.name}`, facts: { username } };
  },
  async observe(run) {
    const found = await run.deps.azure.findSmtpUsername(where(run));
    return presence(run, stepOf(run, 'smtp-username'), found !== undefined);
  },
  remove: (run) => run.deps.azure.removeSmtpUsername(where(run)),
};

const where = (run: Run): { acsResourceId: string; name: string } => ({
  acsResourceId: acsOf(run.desired).acsResourceId,
  name: smtpUsernameNameOf(run.named),
});
