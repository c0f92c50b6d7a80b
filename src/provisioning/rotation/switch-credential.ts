import type { Rotation } from '../../senders/rotation.ts';
import type { Credential, Sender, Step } from '../../senders/sender.ts';
import type { ConvergeRepos } from '../converge-deps.ts';
import { keepCredential } from '../write-step.ts';
import { newOf, nothingWaits, oldOf, save } from './held.ts';
import type { Held } from './held.ts';
import { openPlacesOf } from './open-places.ts';
import { markRemoving } from './start-rotation.ts';

export type Switch = {
  sender: Sender;
  rotation: Rotation;
  actorId: string;
  now: Date;
  /** Places nobody has ticked. */
  open: string[];
  /** False: somebody still has to see and paste it. */
  installed: boolean;
};

/** From now on the sender's secret is the new one, and the old ones go: committed before the first of them does. */
export async function switchCredential(
  repos: Pick<ConvergeRepos, 'senders' | 'audit'>,
  { sender, rotation, actorId, now, open, installed }: Switch,
): Promise<void> {
  const credentials = await repos.senders.credentials(rotation.routeId);
  const next = credentials.find((each) => each.id === rotation.credentialId);
  const old = credentials.filter((each) => rotation.removes.includes(each.id));
  await markRemoving(repos, old);
  if (next) await repos.senders.saveCredential({ ...next, state: 'current' });
  const step = await repos.senders.step(rotation.routeId, 'secret');
  if (step && next) await repos.senders.saveStep(stepAfter(step, next, now));
  await repos.senders.saveRotation({ ...rotation, state: 'removing', ...nothingWaits });
  const provenAt = rotation.provenAt ?? sender.provenAt;
  await repos.senders.update({ ...sender, provenAt, installedAt: installed ? now : null });
  await repos.audit.append({
    type: 'rotation-switched',
    actor: actorId,
    subject: `sender:${sender.id}`,
    data: { credential: next?.no ?? null, removes: old.map(({ no }) => no), open },
  });
}

/** A lagging replica may not show the new key yet, which must not look as if somebody had removed it. */
const stepAfter = (step: Step, { keyId, vaultName, vaultVersion }: Credential, now: Date): Step => ({
  ...step,
  externalId: keyId,
  intendedAt: now,
  facts: { ...step.facts, vaultName, vaultVersion: vaultVersion ?? '' },
});

/** By time or after a leak, as somebody said beforehand. */
export async function switchTo(held: Held): Promise<void> {
  const { run, parent, rotation } = held;
  const now = run.deps.clock.now();
  const next = newOf(held);
  const byVault = run.desired.delivery === 'vault';
  const open = byVault ? [] : openPlacesOf(run.desired, next);
  const installed = byVault || (open.length === 0 && !rotation.oldFirst);
  await save(held, {}, async (repos) => {
    const sender = (await repos.senders.get(run.sender.id)) ?? run.sender;
    await switchCredential(repos, { sender, rotation, actorId: 'sendpass', now, open, installed });
  });
  held.rotation = { ...held.rotation, state: 'removing' };
  const current = { ...next, state: 'current' } as const;
  keepCredential(run, current);
  keepCredential(parent, current);
  for (const old of oldOf(held)) if (old.state !== 'removed') keepCredential(parent, { ...old, state: 'removing' });
  const step = parent.steps.get('secret');
  if (step) parent.steps.set('secret', stepAfter(step, current, now));
}
