import { Duration } from 'luxon';
import { clientIds } from '../../clients/client-id.ts';
import { clientProfiles } from '../../clients/client-profiles.ts';
import { domainsOffered, relaysOffered } from '../../policy/relay-domains.ts';
import { relays } from '../../relays/relays.ts';
import { relayLine } from './relay-line.ts';
import type { Desired } from '../../senders/sender.ts';
import { estimate } from '../../watch/radar/estimate.ts';
import type { LikelyOwner } from '../../watch/radar/likely-owner.ts';
import type { Client } from '../../watch/radar/radar-entry.ts';
import type { ChatDeps } from '../deps.ts';
import type { Repos } from '../repos.ts';
import type { FieldError, RequestFormView } from '../view-request-form.ts';

type Filled = { values: Record<string, string>; errors?: FieldError[]; editing?: RequestFormView['editing'] };

const peopleShown = 50;

/** The form with what can be chosen here. `values` are kept over a refused submit. */
export async function requestFormView(
  repos: Pick<Repos, 'people'>,
  deps: Pick<ChatDeps, 'policy'>,
  actorId: string,
  { values, errors = [], editing = null }: Filled,
): Promise<RequestFormView> {
  const people = (await repos.people.list(peopleShown)).filter((person) => person.id !== actorId);
  return {
    view: 'request-form',
    editing,
    values,
    errors,
    options: {
      domains: domainsOffered(deps.policy).map((domain) => ({ value: domain, title: domain })),
      relays: relayChoices(deps.policy),
      furtherMailboxes: relaysOffered(deps.policy).some((id) => relays[id].severalMailboxes),
      clients: clientIds.map((value) => ({ value, title: clientProfiles[value].title })),
      people: people.map(({ id, name }) => ({ value: id, title: name })),
      lifetimes: lifetimesUpTo(deps.policy.maxSecretLifetime),
      relayLine: relayLine(deps.policy, values),
    },
  };
}

/** One relay only: then there is nothing to choose. */
function relayChoices(policy: ChatDeps['policy']): { value: string; title: string }[] {
  const offered = relaysOffered(policy);
  if (offered.length < 2) return [];
  return offered.map((id) => ({ value: id, title: relays[id].title }));
}

const lifetimes = [
  { value: 'P3M', title: '3 months' },
  { value: 'P6M', title: '6 months' },
  { value: 'P1Y', title: '1 year' },
  { value: 'P2Y', title: '2 years' },
];

export function lifetimesUpTo(most: string): { value: string; title: string }[] {
  const days = (iso: string): number => Duration.fromISO(iso).as('days');
  const allowed = lifetimes.filter((each) => days(each.value) <= days(most));
  return allowed.length > 0 ? allowed : [{ value: most, title: `the longest allowed (${most})` }];
}

/** What a new form starts with: few people change these. */
export const newValues = (
  policy: Pick<ChatDeps['policy'], 'domains' | 'exchange' | 'maxSecretLifetime'>,
): Record<string, string> => ({
  domain: domainsOffered(policy)[0] ?? '',
  recipients: 'external',
  perHour: '20',
  perDay: '100',
  lifetime: lifetimesUpTo(policy.maxSecretLifetime).some((each) => each.value === 'P6M')
    ? 'P6M'
    : (lifetimesUpTo(policy.maxSecretLifetime)[0]?.value ?? 'P3M'),
  client: 'generic',
  delivery: 'reveal',
});

/** What a form starts with for an address that sends by SMTP AUTH today. Where it is used, nobody knows but who asks. */
export const radarValues = (
  policy: ChatDeps['policy'],
  { client, owner }: { client: Client; owner: LikelyOwner },
): Record<string, string> => {
  const [localPart = '', domain = ''] = client.address.split('@');
  const { perHour, perDay } = estimate(client);
  const words = localPart.replaceAll(/[._-]+/g, ' ').trim();
  const name = words.charAt(0).toUpperCase() + words.slice(1);
  const values = newValues(policy);
  return {
    ...values,
    appName: name.slice(0, 60),
    purpose: `Goes on sending as ${client.address}, which logs in to Exchange Online by SMTP AUTH today.`,
    localPart,
    // One that no relay has cannot be chosen: the form's own first choice stands, and is seen.
    domain: domainsOffered(policy).includes(domain) ? domain : (values['domain'] ?? ''),
    displayName: ('name' in owner ? owner.name : name).slice(0, 100),
    perHour: String(perHour),
    perDay: String(perDay),
  };
};

/** A request as the form shows it again. */
export const valuesOf = (desired: Desired): Record<string, string> => ({
  appName: desired.appName,
  purpose: desired.purpose,
  localPart: desired.localPart,
  domain: desired.domain,
  displayName: desired.displayName,
  recipients: desired.recipients,
  perHour: String(desired.perHour),
  perDay: String(desired.perDay),
  lifetime: desired.lifetime,
  client: desired.client,
  places: desired.places.join(', '),
  secondOwner: desired.owners[1] ?? '',
  onBehalfOf: desired.onBehalfOf ?? '',
  delivery: desired.delivery,
  relay: desired.relay,
  mailboxes: 'mailboxes' in desired ? desired.mailboxes.slice(1).join(', ') : '',
});
