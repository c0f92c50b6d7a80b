import { persist } from '../persist.ts';
import { factOf } from '../run.ts';
import { vaultTagsOf } from '../names.ts';
import { keepCredential } from '../write-step.ts';
import { newOf, oldOf, save } from './held.ts';
import type { Held } from './held.ts';

/** The name the application reads; undefined where the old credentials never came into the vault. */
const pointerOf = (held: Held): string | undefined =>
  oldOf(held).findLast((each) => each.vaultVersion !== null)?.vaultName;

/** Has the application the new secret under the name it reads? From then on it cannot be called off any more. */
export const isPromoted = (held: Held): boolean => newOf(held).vaultName === pointerOf(held);

/**
 * The pointer: the proven secret becomes the newest version of the name the application reads. It was stored under a name of its own until then,
 * because the newest version is what the application takes, proven or not.
 */
export async function promote(held: Held): Promise<void> {
  const name = pointerOf(held);
  if (name === undefined || isPromoted(held)) return;
  const { run, parent } = held;
  const { vault, installationId } = run.deps;
  const staged = newOf(held);
  const { operationId, endsAt, keyId } = staged;
  const tags = vaultTagsOf(run.named, {
    installationId,
    operationId,
    keyId: keyId ?? '',
    appId: factOf(run, 'application', 'appId'),
  });
  const version = await persist(run, 'secret', async () => {
    const known = (await vault.versions(name)).find((each) => each.tags['key-id'] === keyId);
    if (known) return known.version;
    const secret = await vault.get(staged.vaultName, staged.vaultVersion ?? '');
    return (await vault.put({ name, secret, endsAt, tags })).version;
  });
  const promoted = { ...staged, vaultName: name, vaultVersion: version };
  await save(held, {}, async (repos) => {
    await repos.senders.saveCredential(promoted);
    await repos.audit.append({
      type: 'rotation-switched',
      actor: 'sendpass',
      subject: `sender:${run.sender.id}`,
      data: { credential: promoted.no, vaultName: name, vaultVersion: version },
    });
  });
  keepCredential(run, promoted);
  keepCredential(parent, promoted);
}
