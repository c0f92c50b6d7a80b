import type { RelayId } from '../senders/sender.ts';
import type { Policy } from './policy.ts';

type Domains = Pick<Policy, 'domains' | 'exchange'>;

const domainsOf: Record<RelayId, (policy: Domains) => readonly string[]> = {
  acs: (policy) => policy.domains,
  exchange: (policy) => policy.exchange?.domains ?? [],
};

const ids: readonly RelayId[] = ['acs', 'exchange'];

/** The relays this policy lets a domain be sent from. */
export const relaysFor = (policy: Domains, domain: string): RelayId[] =>
  ids.filter((id) => domainsOf[id](policy).includes(domain));

export const relaysOffered = (policy: Domains): RelayId[] => ids.filter((id) => domainsOf[id](policy).length > 0);

/** Every domain a sender may have here, whatever the relay. */
export const domainsOffered = (policy: Domains): string[] => [...new Set(ids.flatMap((id) => domainsOf[id](policy)))];

export const domainsFor = (policy: Domains, relay: RelayId): readonly string[] => domainsOf[relay](policy);

/** Where a sender on this relay can move to here; null where the policy has no other. */
export const moveTarget = (policy: Domains, from: RelayId): RelayId | null =>
  relaysOffered(policy).find((id) => id !== from) ?? null;
