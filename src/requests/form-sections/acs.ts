import { checkClientFit } from '../../clients/fit.ts';
import type { DomainFacts } from '../../provisioning/port-azure.ts';
import { acsUsernames } from '../../relays/acs.ts';
import { checkAddressFree } from '../check-ownership.ts';
import { checkDomain } from '../check-domain.ts';
import type { CheckInput, Finding } from '../check-form.ts';
import type { Section } from './section.ts';

/** ACS Email: a verified, linked domain, an address that is nobody's, and a client that can hold the user name. */
export const acsSection: Section = (input) => {
  const domain = checkDomain(input);
  const client = domain.use ? checkClient(input, domain.use) : { errors: [], verdicts: [], short: false };
  const address = checkAddressFree(input);
  const findings = [domain, address, client];
  return {
    errors: findings.flatMap((each) => each.errors),
    verdicts: findings.flatMap((each) => each.verdicts),
    part: domain.use && {
      relay: 'acs',
      acsResourceId: domain.use.acsResourceId,
      domainResourceId: domain.use.resourceId,
      smtpUsername: client.short ? input.taken.freeUsername : null,
    },
  };
};

function checkClient(
  { form, taken, tenantId }: CheckInput,
  { acsResourceId }: DomainFacts,
): Finding & { short: boolean } {
  // The application's id is not known yet; every GUID is as long as this tenant's.
  const names = acsUsernames({ acsResourceId, appId: tenantId, tenantId, smtpUsername: null });
  const fit = checkClientFit(form.client, {
    login: 'password',
    usernameLength: taken.freeUsername.length,
    longUsernameLength: names.pipe.length,
  });
  return { errors: fit.errors, verdicts: fit.verdicts, short: fit.needsShortUsername };
}
