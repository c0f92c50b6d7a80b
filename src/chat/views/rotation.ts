import { revealWindowEnd } from '../../credentials/reveal.ts';
import { whyNotCancelled } from '../../provisioning/rotation/cancel-rotation.ts';
import { dueAt } from '../../provisioning/rotation/run-rotation.ts';
import { tokensUntil } from '../../provisioning/stop/tokens-until.ts';
import { relays } from '../../relays/relays.ts';
import { whyNoRestart } from '../../requests/why-no-restart.ts';
import { inUse } from '../../senders/in-use.ts';
import type { Rotation } from '../../senders/rotation.ts';
import type { Credential, Sender } from '../../senders/sender.ts';
import type { ViewDeps } from '../deps.ts';
import { nameOf } from '../names.ts';
import type { Repos } from '../repos.ts';
import type { View } from '../view.ts';
import type { ProgressRotation } from '../view-life.ts';
import { movedPlaces, timesShown, tokenToBe } from './move.ts';

type Progress = Extract<View, { view: 'progress' }>;
type Parts = Pick<Progress, 'rotation' | 'halted' | 'restart' | 'mayRestart'>;

/** What the owner's card says of a secret that is being changed, of a Stop, and of a way back. */
export async function lifeParts(repos: Repos, sender: Sender, readerId: string | null, deps: ViewDeps): Promise<Parts> {
  const rotation = await repos.senders.rotation(sender.id);
  return {
    ...(rotation && sender.state === 'ready'
      ? { rotation: await shown(repos, sender, { rotation, readerId, deps }) }
      : {}),
    ...(await haltedPart(repos, sender)),
    ...(await restartPart(repos, sender, readerId, deps)),
  };
}

async function shown(
  repos: Repos,
  sender: Sender,
  { rotation, readerId, deps }: { rotation: Rotation; readerId: string | null; deps: ViewDeps },
): Promise<ProgressRotation> {
  const credentials = await repos.senders.credentials(rotation.routeId);
  const next = credentials.find((each) => each.id === rotation.credentialId);
  const old = credentials.findLast((each) => rotation.removes.includes(each.id));
  const isOwner = readerId !== null && sender.owners.includes(readerId);
  const reveal = await revealOf(repos, sender, { rotation, next, deps });
  const mayReveal = isOwner && rotation.state === 'overlap' && !reveal.closed && sender.desired.delivery === 'reveal';
  return {
    state:
      rotation.state === 'overlap' || rotation.state === 'removing' || rotation.state === 'cancelling'
        ? rotation.state
        : 'issuing',
    leaked: rotation.oldFirst,
    cannotSend: rotation.oldFirst && inUse(credentials)?.state !== 'current',
    started: { by: await nameOf(repos, rotation.startedBy), at: rotation.startedAt },
    oldEndsAt: old?.endsAt ?? null,
    newEndsAt: next?.endsAt ?? rotation.startedAt,
    places: await movedPlaces(repos, sender.desired.places, next),
    revealToken: mayReveal ? tokenToBe : null,
    reveal,
    reason: rotation.reason,
    removeAt: dueAt(rotation),
    mayCallOff: whyNotCancelled(rotation, credentials) === null,
  };
}

async function revealOf(
  repos: Pick<Repos, 'audit'>,
  sender: Sender,
  { rotation, next, deps }: { rotation: Rotation; next: Credential | undefined; deps: ViewDeps },
): Promise<ProgressRotation['reveal']> {
  const windowEndsAt = revealWindowEnd(rotation, deps.policy);
  const byVault = sender.desired.delivery === 'vault' && next;
  return {
    count: next ? await timesShown(repos, sender, next) : 0,
    windowEndsAt,
    closed: windowEndsAt !== null && windowEndsAt <= deps.clock.now(),
    vaultSecret: byVault ? `${deps.vault.name}/${next.vaultName}` : null,
  };
}

async function haltedPart(repos: Repos, sender: Sender): Promise<Pick<Parts, 'halted'>> {
  const stop = sender.state === 'stopped' ? await repos.senders.stop(sender.id) : undefined;
  if (!stop) return {};
  return {
    halted: {
      deed: { by: await nameOf(repos, stop.by), at: stop.at },
      refusedAt: stop.refusedAt,
      tokensUntil: stop.refusedAt && tokensUntil(stop.refusedAt),
      byToken: relays[sender.desired.relay].login === 'oauth',
      reason: stop.reason,
    },
  };
}

/** Asked for already, or offered. */
async function restartPart(
  repos: Repos,
  sender: Sender,
  readerId: string | null,
  { clock }: ViewDeps,
): Promise<Pick<Parts, 'restart' | 'mayRestart'>> {
  if (sender.state !== 'stopped' && sender.state !== 'retired') return {};
  const asked = await repos.requests.pendingFor(sender.id);
  if (asked?.kind === 'restart') {
    const { id, version, expiresAt, submittedBy } = asked;
    return { restart: { requestId: id, version, expiresAt, mayWithdraw: submittedBy === readerId } };
  }
  return (await whyNoRestart(repos, sender, clock.now())) === null ? { mayRestart: true } : {};
}
