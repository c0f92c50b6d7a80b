import { acsOf } from '../../relays/acs.ts';
import { asSendpassError, SendpassError } from '../../shared/errors.ts';
import { mailFromNameOf } from '../names.ts';
import { stepOf } from '../run.ts';
import type { Run } from '../run.ts';
import { presence } from './kind.ts';
import type { Kind } from './kind.ts';

/** The MailFrom address. One that was there before us is used and left: other senders may live on it. */
export const mailFrom: Kind = {
  async look(run) {
    const { facts, intendedAt, state } = stepOf(run, 'mail-from');
    // Once intended, what is there may be ours and the first look stands; after a refusal it is a person who made it.
    if (intendedAt !== null && state !== 'needs-person') return facts;
    return { found: (await find(run)) === undefined ? 'no' : 'yes' };
  },
  intent: (run) => ({ name: nameOf(run), facts: {} }),
  async ensure(run) {
    if (stepOf(run, 'mail-from').facts['found'] === 'yes') return { externalId: null, facts: {} };
    const { localPart, displayName, domainResourceId } = acsOf(run.desired);
    try {
      await run.deps.azure.putMailFrom({ domainResourceId, name: nameOf(run), username: localPart, displayName });
      return { externalId: `${domainResourceId}/senderUsernames/${nameOf(run)}`, facts: {} };
    } catch (thrown) {
      if (asSendpassError(thrown).kind !== 'conflict') throw thrown;
      const names = await run.deps.azure.listMailFroms(domainResourceId);
      // The address is there under a resource name of somebody's own.
      if (names.includes(localPart.toLowerCase())) return { externalId: null, facts: { found: 'yes' } };
      throw new SendpassError({
        code: 'mailfrom-conflict',
        kind: 'needs-person',
        advice: `Azure says the address ${localPart} is taken, but does not show it. Somebody has to look at the domain's MailFrom addresses.`,
        cause: thrown,
      });
    }
  },
  async observe(run) {
    if ((await find(run)) !== undefined) return 'present';
    const { localPart, domainResourceId } = acsOf(run.desired);
    const names = await run.deps.azure.listMailFroms(domainResourceId);
    return presence(run, stepOf(run, 'mail-from'), names.includes(localPart.toLowerCase()));
  },
  async remove(run) {
    if (stepOf(run, 'mail-from').facts['found'] !== 'no') return;
    const { domainResourceId } = acsOf(run.desired);
    await run.deps.azure.removeMailFrom({ domainResourceId, name: nameOf(run) });
  },
};

const nameOf = (run: Run): string => mailFromNameOf(acsOf(run.desired).localPart);

const find = (run: Run): Promise<object | undefined> =>
  run.deps.azure.findMailFrom({ domainResourceId: acsOf(run.desired).domainResourceId, name: nameOf(run) });
