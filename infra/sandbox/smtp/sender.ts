// Which addresses an ACS resource may send from: the MailFrom addresses of its linked and verified domains. Any application with
// the role on that resource may use any of them: ACS knows no narrower right.
import { isLinked, mailDomain, mailFroms } from '../arm/resources.ts';
import type { AcsResource, World } from '../world.ts';
import { findMailDomain } from './limits.ts';

const NEEDED = ['Domain', 'SPF', 'DKIM', 'DKIM2'] as const;

/** Undefined when `address` may be used; otherwise why not, for the test record. */
export function refuseSender(world: World, acs: AcsResource, address: string): string | undefined {
  const domain = findMailDomain(world, address);
  if (domain === undefined) return 'unknown domain';
  if (!NEEDED.every((each) => domain.verified[each] === 'Verified')) return 'domain not verified';
  if (!isLinked(world, acs, domain)) return 'domain not linked';
  const known = mailFroms(world, domain).map((each) => `${each.username}@${mailDomain(world, domain)}`.toLowerCase());
  return known.includes(address.toLowerCase()) ? undefined : 'no such MailFrom';
}
