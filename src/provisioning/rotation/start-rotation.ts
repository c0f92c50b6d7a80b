import { DateTime, Duration } from 'luxon';
import type { Policy } from '../../policy/policy.ts';
import type { Rotation } from '../../senders/rotation.ts';
import type { Credential, Route, Sender } from '../../senders/sender.ts';
import type { Clock } from '../../shared/clock.ts';
import { newId } from '../../shared/ids.ts';
import type { ConvergeRepos } from '../converge-deps.ts';
import { newCredential } from '../new-credential.ts';
import { refused } from '../outcome.ts';
import type { Outcome } from '../outcome.ts';
import { whyNoRotation } from './why-no-rotation.ts';

export type RotationRepos = Pick<ConvergeRepos, 'senders' | 'audit' | 'jobs'>;
export type RotationDeps = {
  clock: Pick<Clock, 'now'>;
  policy: Pick<Policy, 'maxSecretLifetime' | 'timeZone'>;
};

type Input = {
  senderId: string;
  actorId: string;
  /** ISO 8601, or null: see Rotation. */
  removeAfter: string | null;
};

/** A new secret beside the one in use. That the actor may (owner or operator) was checked before the transaction. */
export async function startRotation(repos: RotationRepos, input: Input, deps: RotationDeps): Promise<Outcome> {
  const sender = await repos.senders.get(input.senderId);
  const route = sender && (await repos.senders.route(sender.id));
  if (!sender || !route) return refused('This sender is not there any more.');
  const why = await whyNoRotation(repos, sender);
  if (why !== null) return refused(why);
  // An application that reads the vault has nobody who ticks: without a time the old one would stay for ever.
  const removeAfter = input.removeAfter ?? (route.desired.delivery === 'vault' ? vaultGrace : null);
  await beginRotation(repos, { sender, route, actorId: input.actorId, removeAfter, oldFirst: false }, deps);
  return { ok: true };
}

/** How long an application may go on with what it read from the vault before. */
export const vaultGrace = 'P1D';

/** Commits the new credential and what goes for it, before anything is made or removed. */
export async function beginRotation(
  repos: RotationRepos,
  wish: { sender: Sender; route: Route; actorId: string } & Pick<Rotation, 'removeAfter' | 'oldFirst'>,
  { clock, policy }: RotationDeps,
): Promise<void> {
  const { sender, route, actorId, removeAfter, oldFirst } = wish;
  const now = clock.now();
  const before = await repos.senders.credentials(route.id);
  const credential = newCredential({
    route,
    before,
    lifetime: shorterOf(route.desired.lifetime, policy.maxSecretLifetime, now),
    now,
    timeZone: policy.timeZone,
  });
  const old = before.filter((each) => each.state !== 'removed');
  await repos.senders.saveCredential(credential);
  await repos.senders.saveRotation({
    id: newId(),
    senderId: sender.id,
    routeId: route.id,
    credentialId: credential.id,
    removes: old.map(({ id }) => id),
    oldFirst,
    state: 'issuing',
    startedBy: actorId,
    startedAt: now,
    provenAt: null,
    removeAfter,
    keysGoneAt: null,
    intendedAt: null,
    reason: null,
    reasonCode: null,
  });
  // Counts the sender's version up: of this, a stop and a retirement at the same time one gets through.
  await repos.senders.update(oldFirst ? { ...sender, installedAt: null } : sender);
  if (oldFirst) await markRemoving(repos, old);
  await repos.audit.append({
    type: 'rotation-started',
    actor: actorId,
    subject: `sender:${sender.id}`,
    data: { credential: credential.no, removes: old.map(({ no }) => no), oldFirst, removeAfter },
  });
  await repos.jobs.enqueue({ name: 'converge', key: sender.id, data: { senderId: sender.id } });
}

/** From here on nothing takes them for what the sender sends with. */
export async function markRemoving(
  { senders }: Pick<RotationRepos, 'senders'>,
  credentials: readonly Credential[],
): Promise<void> {
  for (const credential of credentials)
    if (credential.state !== 'removed') await senders.saveCredential({ ...credential, state: 'removing' });
}

/** What was approved once may be longer than the policy allows by now. */
function shorterOf(wished: string, atMost: string, now: Date): string {
  const end = (lifetime: string): number => DateTime.fromJSDate(now).plus(Duration.fromISO(lifetime)).toMillis();
  return end(wished) <= end(atMost) ? wished : atMost;
}
