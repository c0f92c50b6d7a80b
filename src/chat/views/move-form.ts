import { clientIds } from '../../clients/client-id.ts';
import { clientProfiles } from '../../clients/client-profiles.ts';
import { domainsFor } from '../../policy/relay-domains.ts';
import { relays } from '../../relays/relays.ts';
import { foreseen } from '../../requests/foreseen.ts';
import type { RelayId, Sender } from '../../senders/sender.ts';
import type { ChatDeps } from '../deps.ts';
import type { FieldError } from '../view-request-form.ts';
import type { MoveFormView } from '../view-move.ts';
import { lifetimesUpTo, valuesOf } from './request-form.ts';

type Filled = { values?: Record<string, string>; errors?: FieldError[]; editing?: MoveFormView['editing'] };

/** The dialog of a move: what the other relay needs, prefilled from the sender. `values` are kept over a refused submit. */
export function moveFormView(
  { policy }: Pick<ChatDeps, 'policy'>,
  sender: Sender,
  to: RelayId,
  { values, errors, editing = null }: Filled,
): MoveFormView {
  const { desired } = sender;
  const [from, target] = [relays[desired.relay], relays[to]];
  return {
    view: 'move-form',
    senderId: sender.id,
    appName: sender.name,
    from: from.title,
    fromAddress: `${desired.localPart}@${desired.domain}`,
    to: target.title,
    notice: (from.ends ?? target.ends)?.notice ?? null,
    editing,
    values: values ?? moveValues(policy, sender, to),
    errors: errors ?? foreseen(desired, to),
    options: {
      domains: domainsFor(policy, to).map((domain) => ({ value: domain, title: domain })),
      furtherMailboxes: target.severalMailboxes,
      clients: clientIds.map((value) => ({ value, title: clientProfiles[value].title })),
      lifetimes: lifetimesUpTo(policy.maxSecretLifetime),
    },
  };
}

function moveValues(policy: ChatDeps['policy'], { desired }: Sender, to: RelayId): Record<string, string> {
  const domains = domainsFor(policy, to);
  // The same address where the other relay may have it, else the same name on its first domain.
  const domain = domains.includes(desired.domain) ? desired.domain : (domains[0] ?? '');
  return { ...valuesOf(desired), domain, why: '' };
}
