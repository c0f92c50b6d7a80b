import type { TokenCredential } from '@azure/core-auth';
import type { Vault, VaultVersion } from '../../src/provisioning/port-vault.ts';
import { isLoopback } from '../../src/shared/cloud.ts';
import { lazily, loadInTurn } from '../../src/shared/load.ts';
import { SendpassError } from '../../src/shared/errors.ts';
import { Secret } from '../../src/shared/secret.ts';
import { azureError, orAbsent, translated } from './errors.ts';
import { longWaits } from './long-waits.ts';
import { patience } from './patience.ts';

async function secretClient(vaultUrl: string, credential: TokenCredential, maxRetries: number) {
  const { SecretClient } = await loadInTurn(() => import('@azure/keyvault-secrets'));
  return new SecretClient(vaultUrl, credential, {
    // Only a vault on loopback may answer with a challenge for another host: config refuses such an address in a named cloud.
    disableChallengeResourceVerification: isLoopback(vaultUrl),
    retryOptions: { maxRetries, retryDelayInMs: 300, maxRetryDelayInMs: 10_000 },
    additionalPolicies: [longWaits('vault'), patience()],
  });
}
type Client = Awaited<ReturnType<typeof secretClient>>;

/** The Vault port over @azure/keyvault-secrets. Needs Key Vault Secrets Officer on this one vault. */
export function createVault(vaultUrl: string, credential: TokenCredential): Vault {
  const client = lazily(() => secretClient(vaultUrl, credential, 2));
  // Every set is a new version: after a lost reply the caller looks before it repeats, so the SDK must not.
  const writer = lazily(() => secretClient(vaultUrl, credential, 0));
  return {
    name: new URL(vaultUrl).host.split('.')[0] ?? vaultUrl,
    put: async (wish) => put(await writer(), wish),
    async get(name, version) {
      const found = await translated((await client()).getSecret(name, { version }), 'vault');
      return new Secret(found.value ?? '');
    },
    versions: async (name) => versions(await client(), name),
    async disable(name, version) {
      await orAbsent((await client()).updateSecretProperties(name, version, { enabled: false }), 'vault');
    },
    async remove(name) {
      // Waiting for the poller would wait for the purge-able state, which nothing here needs: the name is never used again.
      await orAbsent((await client()).beginDeleteSecret(name), 'vault');
    },
  };
}

async function put(client: Client, wish: Parameters<Vault['put']>[0]): Promise<{ version: string }> {
  try {
    const stored = await client.setSecret(wish.name, wish.secret.expose('vault'), {
      expiresOn: wish.endsAt,
      tags: wish.tags,
      contentType: 'text/plain',
    });
    return { version: stored.properties.version ?? '' };
  } catch (thrown) {
    const error = azureError(thrown, 'vault');
    if (error.code !== 'vault-conflict') throw error;
    throw new SendpassError({
      code: 'vault-name-deleted',
      kind: 'needs-person',
      advice: `Key Vault keeps a deleted secret called ${wish.name}. Recover or purge it, then press Done.`,
      ...(error.vendor ? { vendor: error.vendor } : {}),
    });
  }
}

async function versions(client: Client, name: string): Promise<VaultVersion[]> {
  const found: (VaultVersion & { at: number })[] = [];
  const read = async (): Promise<void> => {
    for await (const each of client.listPropertiesOfSecretVersions(name))
      found.push({
        version: each.version ?? '',
        tags: each.tags ?? {},
        expiresOn: each.expiresOn,
        enabled: each.enabled !== false,
        at: each.createdOn?.getTime() ?? 0,
      });
  };
  await orAbsent(read(), 'vault');
  return found.sort((a, b) => b.at - a.at).map(({ at: _at, ...version }) => version);
}
