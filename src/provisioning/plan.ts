import { createHash } from 'node:crypto';
import { acsNameOf, acsOf } from '../relays/acs.ts';
import { exchangeOf } from '../relays/exchange.ts';
import { relays } from '../relays/relays.ts';
import type { Desired, ResourceKind, Step, StepKind } from '../senders/sender.ts';
import { displayNameOf } from './names.ts';
import type { PlanLine } from './plan-line.ts';

/** What a look at a neighbour says. `unknown` = not shown, but too soon after our own write to be sure. */
export type Presence = 'present' | 'absent' | 'unknown';

/** What is there already. Kinds left out count as absent; a new sender has nothing, except perhaps its MailFrom address. */
export type Observed = Partial<Record<ResourceKind, Presence>>;

const isResource = (kind: StepKind): kind is ResourceKind => kind !== 'log-in' && kind !== 'test-mail';

/**
 * Sendpass creates an app registration, its principal, the one permission it needs (a role on ACS, or a scope in Exchange), a secret in the
 * vault, the MailFrom address – and proves it.
 */
const words: Record<ResourceKind, (desired: Desired, vaultName: string | null) => { what: string; note?: string }> = {
  application: (desired) => ({ what: `app registration "${displayNameOf(desired.appName)}"` }),
  principal: () => ({ what: 'its service principal', note: 'the identity the role is given to' }),
  role: (desired) => ({
    what: `role "SMTP sender" on ${acsNameOf(acsOf(desired).acsResourceId)}`,
    note: 'three actions on this one resource, not Contributor',
  }),
  secret: (_desired, vaultName) => ({
    what: vaultName === null ? 'secret in the vault' : `secret in vault ${vaultName}`,
  }),
  'mail-from': (desired) => ({ what: `MailFrom ${desired.localPart}@${desired.domain}` }),
  'smtp-username': (desired) => ({
    what: `short SMTP username ${acsOf(desired).smtpUsername ?? ''}`,
    note: 'the client cannot hold the long one',
  }),
  consent: () => ({
    what: 'permission SMTP.SendAsApp in Entra',
    note: 'an Entra administrator consents; the classic way needs it',
  }),
  'exchange-access': accessWords,
};

/**
 * The differences between what is wanted and what is there, in the order they are made. `keep` = there already and used as it is;
 * an existing MailFrom address is shared, and stays when the sender goes.
 */
export function planFor(desired: Desired, observed: Observed = {}, vaultName: string | null = null): PlanLine[] {
  return resourcesOf(desired).map((kind) => {
    const { what, note } = words[kind](desired, vaultName);
    if (observed[kind] !== 'present') return { change: 'make', kind, what, ...(note ? { note } : {}) };
    const kept = kind === 'mail-from' ? 'exists already; shared, and stays when this sender goes' : 'exists already';
    return { change: 'keep', kind, what, note: kept };
  });
}

/** The plan of a removal, in its order. `shared` = found, not made by Sendpass: not its to remove. */
export function removalPlan(
  desired: Desired,
  made: readonly ResourceKind[],
  vaultName: string | null = null,
): PlanLine[] {
  return relays[desired.relay].removal
    .filter((kind) => resourcesOf(desired).includes(kind))
    .map((kind) => {
      const { what } = words[kind](desired, vaultName);
      if (made.includes(kind)) return { change: 'remove', kind, what };
      return { change: 'keep', kind, what, note: 'not made by Sendpass' };
    });
}

/** What Sendpass made, or may have made, and has not removed: what it found in place (a shared MailFrom) is not among it. */
export const madeKinds = (steps: readonly Step[]): ResourceKind[] =>
  steps.flatMap(({ kind, intendedAt, state, facts }) =>
    isResource(kind) && intendedAt !== null && state !== 'removed' && facts['found'] !== 'yes' ? [kind] : [],
  );

export const resourcesOf = (desired: Desired): ResourceKind[] =>
  relays[desired.relay].steps(desired).filter(isResource);

/** True when the plan now would make or remove something that the plan a person saw did not name: then it must be asked again. */
export function widens(shown: readonly PlanLine[], now: readonly PlanLine[]): boolean {
  const key = (line: PlanLine): string => `${line.change} ${line.kind ?? line.what}`;
  const seen = new Set(shown.map(key));
  return now.some((line) => line.change !== 'keep' && !seen.has(key(line)));
}

/** What a thief of the credential could do: the approver decides with this before their eyes. */
export const ifStolen = (desired: Desired): string => relays[desired.relay].ifStolen(desired);

/** In Exchange, by an Exchange administrator or in their name. */
function accessWords(desired: Desired): { what: string; note: string } {
  const { access, mailboxes } = exchangeOf(desired);
  const whom = mailboxes.join(', ');
  return access === 'app-rbac'
    ? { what: `in Exchange: may send as ${whom}`, note: 'a scope of its own that holds nothing else; no FullAccess' }
    : { what: `in Exchange: FullAccess and SendAs on ${whom}`, note: 'the classic way; it could also read that mail' };
}

/** The hash an approval binds. Key order does not matter, list order does. */
export function hashOf(desired: Desired): string {
  const sorted = Object.fromEntries(Object.entries(desired).sort(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}
