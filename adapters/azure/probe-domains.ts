import type { Finding, Probe } from '../../src/shared/port-probe.ts';
import { part } from './arm-ids.ts';
import { mailDomainOf, unverifiedIn } from './probe-arm-reads.ts';
import type { ArmProbeOptions, ArmReads } from './probe-arm-reads.ts';

/** Every domain of the policy must be linked to a configured ACS resource and verified, or no request for it can succeed. */
export function domainProbe(options: ArmProbeOptions, reads: ArmReads): Probe {
  return { id: 'acs:domains', kind: 'setting', run: () => look(options, reads) };
}

async function look({ acsResourceIds, policyDomains }: ArmProbeOptions, reads: ArmReads): Promise<Finding> {
  const resources = await Promise.all(acsResourceIds.map((id) => reads.acs(id)));
  if (resources.some((each) => each.status !== 200))
    return { status: 'unknown', why: 'an ACS resource cannot be read, and with it the domains linked to it' };
  const ids = new Set((await Promise.all(acsResourceIds.map(reads.linkedDomains))).flat());
  const linked = await Promise.all(
    [...ids].map(async (id) => ({ id, name: await mailDomainOf(id, reads), ...(await reads.domain(id)) })),
  );
  const wanted = policyDomains.map((name) => ({ name, found: linked.find((each) => each.name === name) }));
  const loose = wanted.filter((each) => !each.found).map((each) => each.name);
  if (loose.length > 0)
    return { status: 'missing', why: `not linked: ${loose.join(', ')}`, fix: linkFix(acsResourceIds[0] ?? '') };
  for (const { name, found } of wanted) {
    if (found?.status !== 200)
      return { status: 'unknown', why: `${name} cannot be read (Azure answers ${found?.status})` };
    const open = unverifiedIn(found.body);
    if (open.length > 0)
      return { status: 'missing', why: `${name}: ${open.join(', ')} not verified`, fix: verifyFix(found.id, open) };
  }
  return { status: 'ok', why: `linked and verified: ${policyDomains.join(', ')}` };
}

const linkFix = (acsId: string): string =>
  [
    '# the list replaces the old one: name every domain that must stay linked',
    `az communication update --name ${part(acsId, 'communicationServices')} --resource-group ${part(acsId, 'resourceGroups')} --linked-domains DOMAIN-IDS`,
  ].join('\n');

const verifyFix = (id: string, records: string[]): string =>
  records
    .map(
      (record) =>
        `az communication email domain initiate-verification --verification-type ${record} --domain-name ${part(id, 'domains')} ` +
        `--email-service-name ${part(id, 'emailServices')} --resource-group ${part(id, 'resourceGroups')}`,
    )
    .join('\n');
