import { passwordNameOf } from '../names.ts';
import { persist } from '../persist.ts';
import { enqueueSweep } from '../strays.ts';
import { keepCredential } from '../write-step.ts';
import { newOf, nothingWaits, save } from './held.ts';
import type { Held } from './held.ts';
import { removeKeysUntilGone } from '../remove-keys.ts';

/** Called off: the new secret goes, the old one goes on untouched. */
export async function removeNew(held: Held): Promise<void> {
  const { run, parent, rotation } = held;
  const credential = newOf(held);
  const name = passwordNameOf(credential.operationId);
  // By its name too: an interrupted try may have added one whose id nobody got.
  if (rotation.intendedAt !== null)
    await removeKeysUntilGone(run, {
      isMeant: (each) => each.keyId === credential.keyId || each.displayName === name,
      known: credential.keyId === null ? [] : [credential.keyId],
      what: 'the new secret',
    });
  await persist(run, 'secret', () => run.deps.vault.remove(credential.vaultName));
  const removed = { ...credential, state: 'removed' } as const;
  await save(held, { state: 'cancelled', ...nothingWaits }, async (repos) => {
    await repos.senders.saveCredential(removed);
    await enqueueSweep(repos, run.sender.id);
    await repos.audit.append({
      type: 'credential-removed',
      actor: 'sendpass',
      subject: `sender:${run.sender.id}`,
      data: { no: credential.no, keyId: credential.keyId, vaultName: credential.vaultName, why: 'called off' },
    });
  });
  keepCredential(parent, removed);
}
