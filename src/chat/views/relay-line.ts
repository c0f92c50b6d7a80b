import { clientProfiles } from '../../clients/client-profiles.ts';
import type { Policy } from '../../policy/policy.ts';
import { relaysFor } from '../../policy/relay-domains.ts';
import { proposeRelay } from '../../relays/propose-relay.ts';
import { parseForm } from '../../requests/form.ts';

/**
 * What Sendpass would choose for the form as it is filled in so far, and why, in one line; what is not filled in yet counts as small and external.
 * Empty where the domain has no relay: the field says so.
 */
export function relayLine(policy: Policy, values: Record<string, string>): string {
  const sound = { ...placeholder, ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')) };
  const parsed = parseForm({ ...sound, relay: '' });
  const { recipients, perHour, perDay, client, domain } = parsed.ok
    ? parsed.form
    : {
        recipients: 'external' as const,
        perHour: 1,
        perDay: 1,
        client: 'generic' as const,
        domain: values['domain'] ?? '',
      };
  const offered = relaysFor(policy, domain);
  return proposeRelay({ recipients, perHour, perDay, logins: clientProfiles[client].logins }, offered)?.why ?? '';
}

const placeholder = {
  appName: 'An application',
  purpose: 'Not said yet, but it sends mail',
  localPart: 'somebody',
  displayName: 'Somebody',
  places: 'somewhere',
};
