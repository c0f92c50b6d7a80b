// What one subscription may send (azure-docs concepts/service-limits): counted over all applications and all its domains of a kind.
import { mailDomain, sameName } from '../arm/resources.ts';
import type { Domain, World } from '../world.ts';

export const MAX_RECIPIENTS = 50;
export const MAX_BYTES = 10 * 1024 * 1024;
export const MAX_CONNECTIONS = 250;

type Rate = { minute: number; hour: number };
const CUSTOM: Record<World['tier'], Rate> = {
  default: { minute: 30, hour: 100 },
  raised: { minute: 1000, hour: 20_000 },
};
/** Not raisable. */
const AZURE_MANAGED: Rate = { minute: 5, hour: 10 };

/** Which limit the next message from `domain` would break, if any. */
export function exceededRate(world: World, domain: Domain): 'minute' | 'hour' | undefined {
  const { management } = domain;
  const limit = management === 'AzureManaged' ? AZURE_MANAGED : CUSTOM[world.tier];
  const peers = new Set(
    world.domains.filter((each) => each.management === management).map((each) => mailDomain(world, each).toLowerCase()),
  );
  const now = world.now();
  let minute = 0;
  let hour = 0;
  for (const mail of world.mail.toReversed()) {
    const age = now - Date.parse(mail.at);
    if (age >= 3_600_000) break;
    if (!peers.has(domainOf(mail.from))) continue;
    hour += 1;
    if (age < 60_000) minute += 1;
  }
  if (minute >= limit.minute) return 'minute';
  return hour >= limit.hour ? 'hour' : undefined;
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

export function findMailDomain(world: World, address: string): Domain | undefined {
  return world.domains.find((each) => sameName(mailDomain(world, each), domainOf(address)));
}
