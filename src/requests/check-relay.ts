import { clientProfiles } from '../clients/client-profiles.ts';
import { domainsOffered, relaysFor } from '../policy/relay-domains.ts';
import { proposeRelay } from '../relays/propose-relay.ts';
import { relays } from '../relays/relays.ts';
import type { RelayId } from '../senders/sender.ts';
import type { CheckInput, Finding } from './check-form.ts';

/** Which relay it goes by: the chosen one, else the proposed one. Null with the error on the field that has to change. */
export function checkRelay({ form, policy }: Pick<CheckInput, 'form' | 'policy'>): Finding & { relay: RelayId | null } {
  const refused = (field: string, message: string) => ({ errors: [{ field, message }], verdicts: [], relay: null });
  const offered = relaysFor(policy, form.domain);
  const proposal = proposeRelay({ ...form, logins: clientProfiles[form.client].logins }, offered);
  if (!proposal)
    return refused(
      'domain',
      `The policy does not allow ${form.domain}. Allowed: ${domainsOffered(policy).join(', ')}.`,
    );
  const { relay: chosen } = form;
  if (chosen !== null && !offered.includes(chosen))
    return refused(
      'relay',
      `${relays[chosen].title} is not set up for ${form.domain} here. Let Sendpass choose, or choose another domain.`,
    );
  const carries = chosen === null ? proposal.carries : relays[chosen].canCarry(form);
  if (carries.result === 'no') {
    const other = proposal.carries.result === 'no' ? 'No relay here can.' : `${relays[proposal.relay].title} can.`;
    return refused(
      chosen === null ? 'perDay' : 'relay',
      `${carries.text} ${chosen === null ? 'No relay here can carry more.' : other}`,
    );
  }
  return {
    errors: [],
    verdicts: [{ result: carries.result, text: carries.text }],
    relay: chosen ?? proposal.relay,
  };
}
