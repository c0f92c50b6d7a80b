import { asSendpassError } from '../../shared/errors.ts';
import { issueSecret } from '../issue-secret.ts';
import { persist } from '../persist.ts';
import { proofs } from '../proofs.ts';
import { factOf } from '../run.ts';
import { keepCredential } from '../write-step.ts';
import { newOf, nothingWaits, save } from './held.ts';
import type { Held } from './held.ts';

/** The new secret into Entra and vault, and its proof by a log-in with the value read back from there. The old one is not touched. */
export async function issueNew(held: Held): Promise<void> {
  if (newOf(held).state === 'intended') await issue(held);
  await prove(held);
}

async function issue(held: Held): Promise<void> {
  const { run, parent } = held;
  let uncertain = held.rotation.intendedAt !== null;
  // Committed before the first call: after a kill the next process looks before it adds another password.
  await save(held, { intendedAt: run.deps.clock.now() });
  await persist(run, 'secret', async () => {
    try {
      return await issueSecret(run, uncertain);
    } catch (thrown) {
      if (asSendpassError(thrown).kind !== 'not-yet') uncertain = true;
      throw thrown;
    }
  });
  const stored = newOf(held);
  const { no, keyId, vaultName, vaultVersion, endsAt } = stored;
  await save(held, nothingWaits, async (repos) => {
    await repos.senders.saveCredential(stored);
    await repos.audit.append({
      type: 'credential-issued',
      actor: 'sendpass',
      subject: `sender:${run.sender.id}`,
      data: { no, keyId, vaultName, vaultVersion, endsAt: endsAt.toISOString() },
    });
  });
  keepCredential(parent, stored);
}

async function prove(held: Held): Promise<void> {
  const { run } = held;
  const { no } = newOf(held);
  await logInWithNew(held);
  const provenAt = run.deps.clock.now();
  await save(held, { state: 'overlap', provenAt, ...nothingWaits }, async (repos) => {
    await repos.audit.append({
      type: 'rotation-proven',
      actor: 'sendpass',
      subject: `sender:${run.sender.id}`,
      data: { credential: no },
    });
  });
}

/** Until a log-in with the new secret works, as the sender's own client would do it. */
export async function logInWithNew(held: Held): Promise<void> {
  const { run } = held;
  const { vaultName, vaultVersion } = newOf(held);
  const appId = factOf(run, 'application', 'appId');
  const name = run.relay.loginName(run.desired, { appId, tenantId: run.deps.tenantId });
  const secret = await persist(run, 'log-in', () => run.deps.vault.get(vaultName, vaultVersion ?? ''));
  await proofs[run.relay.login](run, { appId, name, secret });
}
