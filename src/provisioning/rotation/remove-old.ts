import type { Credential } from '../../senders/sender.ts';
import { vaultNameOf } from '../names.ts';
import { persist } from '../persist.ts';
import { untilRefused } from '../proofs/until-refused.ts';
import { removeKeysUntilGone } from '../remove-keys.ts';
import { keepCredential } from '../write-step.ts';
import { newOf, nothingWaits, oldOf, save } from './held.ts';
import type { Held } from './held.ts';
import { logInWithNew } from './issue-new.ts';

/** The old ones: keys out of Entra, a log-in with each refused, then out of the vault. Only the new one is left. */
export async function removeOld(held: Held): Promise<void> {
  if (held.rotation.keysGoneAt === null) {
    // Proven a while ago, perhaps: somebody may have removed it since, and then the old one is all there is.
    await logInWithNew(held);
    await removeKeys(held);
  }
  for (const credential of oldOf(held)) if (credential.state !== 'removed') await removeOne(held, credential);
  await dropStaged(held);
  const { run } = held;
  await save(held, { state: 'done', ...nothingWaits }, async (repos) => {
    await repos.audit.append({
      type: 'rotation-done',
      actor: 'sendpass',
      subject: `sender:${run.sender.id}`,
      data: { credential: newOf(held).no },
    });
  });
}

/** By their recorded key ids, and until no replica shows them: a delete that one of them overlooked would leave a key that works. */
export async function removeKeys(held: Held): Promise<void> {
  const keyIds = oldOf(held).flatMap((each) => (each.state === 'removed' ? [] : (each.keyId ?? [])));
  if (keyIds.length > 0)
    await removeKeysUntilGone(held.run, {
      isMeant: (each) => keyIds.includes(each.keyId),
      known: keyIds,
      what: 'the old secret',
    });
  await save(held, { keysGoneAt: held.run.deps.clock.now(), ...nothingWaits });
}

async function removeOne(held: Held, credential: Credential): Promise<void> {
  const { run, parent } = held;
  await untilRefused(run, credential);
  await dropFromVault(held, credential);
  const removed = { ...credential, state: 'removed' } as const;
  await save(held, nothingWaits, async (repos) => {
    await repos.senders.saveCredential(removed);
    await repos.audit.append({
      type: 'credential-removed',
      actor: 'sendpass',
      subject: `sender:${run.sender.id}`,
      data: { no: credential.no, keyId: credential.keyId, vaultName: credential.vaultName },
    });
  });
  keepCredential(parent, removed);
}

/** The name an application reads stays; only the old version of it goes. */
async function dropFromVault(held: Held, { vaultName, vaultVersion }: Credential): Promise<void> {
  const { vault } = held.run.deps;
  await persist(held.run, 'secret', async () => {
    if (vaultName !== newOf(held).vaultName) return vault.remove(vaultName);
    if (vaultVersion !== null) await vault.disable(vaultName, vaultVersion);
  });
}

/** Where it was kept until it was proven, when that is not where the application reads it. */
async function dropStaged({ run }: Held): Promise<void> {
  const [credential] = run.credentials;
  if (!credential) return;
  const staged = vaultNameOf(run.sender.id, credential.no);
  if (staged !== credential.vaultName) await persist(run, 'secret', () => run.deps.vault.remove(staged));
}
