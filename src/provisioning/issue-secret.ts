import type { Credential } from '../senders/sender.ts';
import { asSendpassError, SendpassError } from '../shared/errors.ts';
import type { Secret } from '../shared/secret.ts';
import { passwordNameOf, vaultTagsOf } from './names.ts';
import { persist } from './persist.ts';
import { credentialOf, factOf, stepOf } from './run.ts';
import type { Run } from './run.ts';
import { enqueueSweep, findOwnApplication } from './strays.ts';
import { keepCredential } from './write-step.ts';
import type { Made } from './write-step.ts';

/**
 * addPassword and the store into Key Vault, one step. addPassword cannot be repeated safely: after an uncertain try the vault is looked
 * at for our operation (then nothing is left to do), else passwords of our operation are removed before a new one is added.
 */
export async function issueSecret(run: Run, uncertain: boolean): Promise<Made> {
  const credential = credentialOf(run);
  if (credential === undefined)
    throw new SendpassError({ code: 'credential-missing', kind: 'bug', advice: 'The secret step has no credential.' });
  if (uncertain) {
    const stored = await findStored(run, credential);
    if (stored) return stored;
    await removeLeftovers(run, credential);
  }
  return addAndStore(run, credential);
}

async function findStored(run: Run, credential: Credential): Promise<Made | undefined> {
  const versions = await run.deps.vault.versions(credential.vaultName);
  const ours = versions.find((each) => each.tags['operation'] === credential.operationId);
  const keyId = ours?.tags['key-id'];
  if (ours === undefined || keyId === undefined) return undefined;
  return stored(run, { ...credential, endsAt: ours.expiresOn ?? credential.endsAt }, keyId, ours.version);
}

async function removeLeftovers(run: Run, credential: Credential): Promise<void> {
  // What a lagging replica hides now is swept later.
  await run.deps.transact((repos) => enqueueSweep(repos, run.sender.id));
  const application = await findOwnApplication(run.deps.entra, run.named);
  if (application === undefined) return;
  const name = passwordNameOf(credential.operationId);
  const left = application.passwords.filter((each) => each.displayName === name).map((each) => each.keyId);
  // One we know by id goes even if this replica does not list it.
  if (credential.keyId !== null) left.push(credential.keyId);
  for (const keyId of new Set(left)) await run.deps.entra.removePassword(application.id, keyId);
}

async function addAndStore(run: Run, credential: Credential): Promise<Made> {
  const applicationId = stepOf(run, 'application').externalId ?? '';
  const displayName = passwordNameOf(credential.operationId);
  const added = await run.deps.entra
    .addPassword(applicationId, { displayName, endsAt: credential.endsAt })
    .catch((thrown: unknown) => explained(run, thrown));
  const issued: Credential = { ...credential, keyId: added.keyId, endsAt: added.endsAt };
  // With the key id on record it can be removed later even when no replica lists it yet.
  await run.deps.transact((repos) => repos.senders.saveCredential(issued));
  keepCredential(run, issued);
  // When this ends without an answer the value is lost, but the vault may have it: the next try looks there before it removes anything.
  const version = await storeInVault(run, issued, added.secret);
  return stored(run, issued, added.keyId, version);
}

/** An outage between password and vault is waited for here, with the value in memory: giving up would waste the password. */
function storeInVault(run: Run, credential: Credential, secret: Secret): Promise<string> {
  const { vault } = run.deps;
  const tags = vaultTagsOf(run.named, {
    installationId: run.deps.installationId,
    operationId: credential.operationId,
    keyId: credential.keyId ?? '',
    appId: factOf(run, 'application', 'appId'),
  });
  return persist(run, 'secret', async (attempt) => {
    if (attempt > 0) {
      const versions = await vault.versions(credential.vaultName);
      const ours = versions.find((each) => each.tags['key-id'] === credential.keyId);
      if (ours) return ours.version;
    }
    const put = await vault.put({ name: credential.vaultName, secret, endsAt: credential.endsAt, tags });
    return put.version;
  });
}

function stored(run: Run, credential: Credential, keyId: string, version: string): Made {
  keepCredential(run, { ...credential, keyId, vaultVersion: version, state: 'stored' });
  return { externalId: keyId, facts: { vaultName: credential.vaultName, vaultVersion: version } };
}

/** The tenant's limit is what the person needs; Entra's answer does not name it. */
async function explained(run: Run, thrown: unknown): Promise<never> {
  const error = asSendpassError(thrown);
  if (error.code !== 'secret-lifetime-refused') throw thrown;
  const limit = await run.deps.maxSecretLifetime?.().catch(() => undefined);
  throw new SendpassError({
    code: error.code,
    kind: 'needs-person',
    advice:
      `The tenant's app-management policy refuses a secret that lives ${run.desired.lifetime}` +
      `${limit ? `; it allows ${limit}` : ''}. Have the policy changed and press Done, or cancel and ask again with a shorter lifetime.`,
    ...(error.vendor ? { vendor: error.vendor } : {}),
    cause: thrown,
  });
}
