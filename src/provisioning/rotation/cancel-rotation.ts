import type { Credential, Sender } from '../../senders/sender.ts';
import type { Rotation } from '../../senders/rotation.ts';
import type { ConvergeRepos } from '../converge-deps.ts';
import { refused } from '../outcome.ts';
import type { Outcome } from '../outcome.ts';

type Repos = Pick<ConvergeRepos, 'senders' | 'audit' | 'jobs'>;

/** Why it cannot be called off; null when it can. */
export function whyNotCancelled(rotation: Rotation | undefined, credentials: readonly Credential[]): string | null {
  if (!rotation) return 'Its secret is not being changed any more.';
  if (rotation.oldFirst) return 'The old secret leaked and is removed: without the new one it could not send at all.';
  if (rotation.state === 'cancelling') return 'It was called off already.';
  if (rotation.state === 'removing') return 'The old secret is being removed already; the new one is all there is.';
  const named = (id: string): Credential | undefined => credentials.find((each) => each.id === id);
  const names = rotation.removes.map((id) => named(id)?.vaultName);
  // Taking it out of the name would leave the application with a version it cannot read.
  if (names.includes(named(rotation.credentialId)?.vaultName))
    return 'The application reads the new secret from the vault already.';
  return null;
}

/** The new secret is removed; the old one goes on. That the actor may (owner or approver) was checked before the transaction. */
export async function cancelRotation(
  repos: Repos,
  { senderId, actorId }: { senderId: string; actorId: string },
): Promise<Outcome> {
  const sender = await repos.senders.get(senderId);
  const rotation = sender && (await repos.senders.rotation(senderId));
  const why = whyNotCancelled(rotation, rotation ? await repos.senders.credentials(rotation.routeId) : []);
  if (!sender || !rotation || why !== null) return refused(why ?? 'This sender is not there any more.');
  await repos.senders.update(sender);
  await repos.senders.saveRotation({ ...rotation, state: 'cancelling' });
  await repos.audit.append({
    type: 'rotation-cancelled',
    actor: actorId,
    subject: `sender:${senderId}`,
    data: { from: rotation.state, removes: 'the new one' },
  });
  await repos.jobs.enqueue({ name: 'converge', key: senderId, data: { senderId } });
  return { ok: true };
}

/** Overtaken by a leak, a stop or a retirement, which removes both secrets: nothing of it goes on. */
export async function endRotation({ senders }: Pick<Repos, 'senders'>, sender: Pick<Sender, 'id'>): Promise<void> {
  const rotation = await senders.rotation(sender.id);
  if (rotation) await senders.saveRotation({ ...rotation, state: 'cancelled' });
}
