import { Duration } from 'luxon';
import { clientIds } from '../../clients/client-id.ts';
import { clientProfiles } from '../../clients/client-profiles.ts';
import { proposeRelay } from '../../relays/propose-relay.ts';
import type { Desired } from '../../senders/sender.ts';
import type { ChatDeps } from '../deps.ts';
import type { Repos } from '../repos.ts';
import type { FieldError, RequestFormView } from '../view.ts';

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
      domains: deps.policy.domains.map((domain) => ({ value: domain, title: domain })),
      clients: clientIds.map((value) => ({ value, title: clientProfiles[value].title })),
      people: people.map(({ id, name }) => ({ value: id, title: name })),
      lifetimes: lifetimesUpTo(deps.policy.maxSecretLifetime),
      relayLine: proposeRelay({ recipients: 'external', perHour: 1, perDay: 1 }).why,
    },
  };
}

const lifetimes = [
  { value: 'P3M', title: '3 months' },
  { value: 'P6M', title: '6 months' },
  { value: 'P1Y', title: '1 year' },
  { value: 'P2Y', title: '2 years' },
];

function lifetimesUpTo(most: string): { value: string; title: string }[] {
  const days = (iso: string): number => Duration.fromISO(iso).as('days');
  const allowed = lifetimes.filter((each) => days(each.value) <= days(most));
  return allowed.length > 0 ? allowed : [{ value: most, title: `the longest allowed (${most})` }];
}

/** What a new form starts with: few people change these. */
export const newValues = (
  policy: Pick<ChatDeps['policy'], 'domains' | 'maxSecretLifetime'>,
): Record<string, string> => ({
  domain: policy.domains[0] ?? '',
  recipients: 'external',
  perHour: '20',
  perDay: '100',
  lifetime: lifetimesUpTo(policy.maxSecretLifetime).some((each) => each.value === 'P6M')
    ? 'P6M'
    : (lifetimesUpTo(policy.maxSecretLifetime)[0]?.value ?? 'P3M'),
  client: 'generic',
  delivery: 'reveal',
});

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
});
