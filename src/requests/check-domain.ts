import type { DomainFacts } from '../provisioning/port-azure.ts';
import type { CheckInput, Finding } from './check-form.ts';

const records = ['Domain', 'SPF', 'DKIM', 'DKIM2'] as const;

/** RFC 5321 and 2142 want these to reach a person; the policy adds its own. */
const alwaysReserved = ['postmaster', 'abuse', 'mailer-daemon'];

/** May this address be made at all: domain linked and verified (facts/azure §2.2, §9), local part not reserved. */
export function checkDomain({ form, facts, policy }: CheckInput): Finding & { use: DomainFacts | null } {
  const errors: Finding['errors'] = [];
  if ([...alwaysReserved, ...policy.reservedLocalParts].includes(form.localPart))
    errors.push({ field: 'localPart', message: `${form.localPart}@ is reserved. Choose another.` });
  const refused = (message: string) => ({
    errors: [...errors, { field: 'domain', message }],
    verdicts: [],
    use: null,
  });
  if (!facts.domains.known) return refused(`The domains could not be looked up: ${facts.domains.why}`);
  const linked = facts.domains.value
    .filter((each) => each.name.toLowerCase() === form.domain)
    .toSorted((a, b) => missingOf(a).length - missingOf(b).length || (a.acsResourceId < b.acsResourceId ? -1 : 1));
  const use = linked[0];
  if (!use)
    return refused(
      `${form.domain} is not linked to a mail resource here. IT links it to the ACS resource; until then choose another.`,
    );
  const missing = missingOf(use);
  if (missing.length > 0)
    return refused(
      `${form.domain} is not verified yet (${missing.join(', ')}). IT finishes its DNS records; until then choose another.`,
    );
  return {
    errors,
    use,
    verdicts: [{ result: 'ok', text: 'domain verified, SPF and DKIM in place, linked' }, ...managed(use)],
  };
}

const missingOf = (domain: DomainFacts): string[] => records.filter((record) => !domain.verified[record]);

/** Facts/azure §2.4: Azure may refuse the address; whoever decides should know before. */
const managed = (domain: DomainFacts): Finding['verdicts'] =>
  domain.azureManaged
    ? [{ result: 'attention', text: `${domain.name} is managed by Azure, which takes no further addresses there` }]
    : [];
