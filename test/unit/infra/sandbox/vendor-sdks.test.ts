// The vendors' own SDKs against the sandbox, without anything of Sendpass between: what they make of its answers.
import { CommunicationServiceManagementClient } from '@azure/arm-communication';
import { ClientSecretCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';
import { expect, test } from 'vitest';
import { hurriedSandbox } from './support.ts';

const use = hurriedSandbox();
const once = { retryOptions: { maxRetries: 0 } };

function credential(more: { tenant?: string; secret?: string } = {}) {
  const { env, cloud } = use().sandbox;
  const { tenant = env['TENANT_ID']!, secret = env['IDENTITY_CLIENT_SECRET']! } = more;
  const options = { authorityHost: cloud.authorityHost, disableInstanceDiscovery: true };
  return new ClientSecretCredential(tenant, env['IDENTITY_CLIENT_ID']!, secret, options);
}

test('@azure/identity: a token, a wrong secret, a wrong tenant, a scope made of the endpoint', async () => {
  const scope = 'https://graph.microsoft.com/.default';
  expect((await credential().getToken(scope)).token.split('.')).toHaveLength(3);
  await expect(credential({ secret: 'x' }).getToken(scope)).rejects.toThrow(/AADSTS7000215/);
  await expect(credential().getToken('https://localhost/.default')).rejects.toThrow(/AADSTS500011/);
  const stranger = credential({ tenant: '11111111-1111-4111-8111-111111111111' });
  await expect(stranger.getToken(scope)).rejects.toThrow(/endpoints_resolution_error/);
});

test('@azure/arm-communication: its default version, reads, refusals with their codes', async () => {
  const { env, cloud } = use().sandbox;
  const client = new CommunicationServiceManagementClient(credential(), env['SUBSCRIPTION_ID']!, {
    endpoint: cloud.arm.endpoint,
    credentialScopes: ['https://management.azure.com/.default'],
    ...once,
  });
  expect((await client.communicationServices.get('rg-mail', 'acs-prod')).provisioningState).toBe('Succeeded');
  const names: unknown[] = [];
  for await (const each of client.domains.listByEmailServiceResource('rg-mail', 'mail-prod')) names.push(each.name);
  expect(names).toContain('mail.contoso.com');
  const refused = (code: string, statusCode: number) => expect.objectContaining({ code, statusCode });
  await expect(client.communicationServices.get('rg-mail', 'nope')).rejects.toEqual(refused('ResourceNotFound', 404));
  await expect(client.communicationServices.listKeys('rg-mail', 'acs-prod')).rejects.toEqual(
    refused('AuthorizationFailed', 403),
  );
  await expect(
    client.domains.beginInitiateVerificationAndWait('rg-mail', 'mail-prod', 'mail.contoso.com', {
      verificationType: 'SPF',
    }),
  ).rejects.toEqual(refused('AuthorizationFailed', 403));
});

test('@azure/keyvault-secrets: versions, the newest changed without naming it, disabled, deleted, recovered', async () => {
  const { env } = use().sandbox;
  const vault = new SecretClient(env['KEY_VAULT_URL']!, credential(), {
    disableChallengeResourceVerification: true,
    ...once,
  });
  await vault.setSecret('a-b', 'one', { tags: { n: '1' } });
  await vault.setSecret('a-b', 'two');
  expect((await vault.getSecret('A-B')).value).toBe('two');
  await vault.updateSecretProperties('a-b', '', { enabled: false });
  await expect(vault.getSecret('a-b')).rejects.toMatchObject({ statusCode: 403 });
  const versions: unknown[] = [];
  for await (const each of vault.listPropertiesOfSecretVersions('a-b')) versions.push(each.enabled);
  expect(new Set(versions)).toEqual(new Set([false, true]));
  await (await vault.beginDeleteSecret('a-b', { intervalInMs: 5 })).pollUntilDone();
  await expect(vault.setSecret('a-b', 'three')).rejects.toMatchObject({ statusCode: 409 });
  await (await vault.beginRecoverDeletedSecret('a-b', { intervalInMs: 5 })).pollUntilDone();
  await expect(vault.purgeDeletedSecret('a-b')).rejects.toMatchObject({ statusCode: 404, code: 'SecretNotFound' });
});
