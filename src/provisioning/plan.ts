import { createHash } from 'node:crypto';
import { acsNameOf } from '../relays/acs.ts';
import { relays } from '../relays/relays.ts';
import type { Desired, ResourceKind, Step, StepKind } from '../senders/sender.ts';
import { displayNameOf } from './names.ts';
import type { PlanLine } from './plan-line.ts';

/** What a look at a neighbour says. `unknown` = not shown, but too soon after our own write to be sure. */
export type Presence = 'present' | 'absent' | 'unknown';

/** What is there already. Kinds left out count as absent; a new sender has nothing, except perhaps its MailFrom address. */
export type Observed = Partial<Record<ResourceKind, Presence>>;

const isResource = (kind: StepKind): kind is ResourceKind => kind !== 'log-in' && kind !== 'test-mail';

/** Sendpass creates an app registration, its principal, the one role, a secret in the vault, the MailFrom address – and proves it. */
const words: Record<ResourceKind, (desired: Desired, vaultName: string | null) => { what: string; note?: string }> = {
  application: (desired) => ({ what: `app registration "${displayNameOf(desired.appName)}"` }),
  principal: () => ({ what: 'its service principal', note: 'the identity the role is given to' }),
  role: (desired) => ({
    what: `role "SMTP sender" on ${acsNameOf(desired.acsResourceId)}`,
    note: 'three actions on this one resource, not Contributor',
  }),
  secret: (_desired, vaultName) => ({
    what: vaultName === null ? 'secret in the vault' : `secret in vault ${vaultName}`,
  }),
  'mail-from': (desired) => ({ what: `MailFrom ${desired.localPart}@${desired.domain}` }),
  'smtp-username': (desired) => ({
    what: `short SMTP username ${desired.smtpUsername ?? ''}`,
    note: 'the client cannot hold the long one',
  }),
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

/** What a thief of the credential could do: the approver decides with this before their eyes (facts/azure §3). */
export function ifStolen(desired: Desired): string {
  const acsName = acsNameOf(desired.acsResourceId);
  return (
    `Mail as any address on ${desired.domain}; the role also lets its holder change the settings of ${acsName} itself. ` +
    'Retiring it ends that, at the latest when tokens already issued run out (about an hour).'
  );
}

/** The hash an approval binds. Key order does not matter, list order does. */
export function hashOf(desired: Desired): string {
  const sorted = Object.fromEntries(Object.entries(desired).sort(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}
