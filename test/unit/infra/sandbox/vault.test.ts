import { ClientSecretCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { start, type Started } from './support.ts';

let sandbox: Started;
let client: SecretClient;
beforeAll(async () => {
  sandbox = await start();
  const { env, cloud } = sandbox;
  const credential = new ClientSecretCredential(
    env['TENANT_ID']!,
    env['IDENTITY_CLIENT_ID']!,
    env['IDENTITY_CLIENT_SECRET']!,
    {
      authorityHost: cloud.authorityHost,
      disableInstanceDiscovery: true,
    },
  );
  client = new SecretClient(env['KEY_VAULT_URL']!, credential, { disableChallengeResourceVerification: true });
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control('POST', 'reset');
  await sandbox.control('PUT', 'faults', { latency: [1, 2] });
});

test('a bare request is told where to get a token and for what', async () => {
  const reply = await fetch(`${sandbox.env['KEY_VAULT_URL']}/secrets/x?api-version=7.6`);
  expect(reply.status).toBe(401);
  const expected = `Bearer authorization="${sandbox.cloud.authorityHost}/${sandbox.env['TENANT_ID']}", resource="https://vault.azure.net"`;
  expect(reply.headers.get('www-authenticate')).toBe(expected);
});

test('every set is a version with its own tags and end; all can be read', async () => {
  const expiresOn = new Date('2027-05-20T00:00:00Z');
  const first = await client.setSecret('sendpass-a-1', 'one~1', { expiresOn, tags: { keyId: 'k1' } });
  await client.setSecret('sendpass-a-1', 'two~2');
  expect(first.properties).toMatchObject({ expiresOn, tags: { keyId: 'k1' }, recoverableDays: 90 });
  expect((await client.getSecret('SENDPASS-a-1')).value).toBe('two~2');
  expect((await client.getSecret('sendpass-a-1', { version: first.properties.version! })).value).toBe('one~1');
  const versions: (string | undefined)[] = [];
  for await (const each of client.listPropertiesOfSecretVersions('sendpass-a-1')) versions.push(each.tags?.['keyId']);
  expect(versions).toEqual(['k1', undefined]);
  await client.updateSecretProperties('sendpass-a-1', first.properties.version!, { enabled: false });
  await expect(client.getSecret('sendpass-a-1', { version: first.properties.version! })).rejects.toMatchObject({
    statusCode: 403,
  });
  expect(JSON.stringify(await sandbox.requests())).not.toContain('one~1');
});

test('a deleted name stays taken until it is recovered or purged', async () => {
  await client.setSecret('sendpass-a-1', 'one~1');
  await (await client.beginDeleteSecret('sendpass-a-1')).pollUntilDone();
  await expect(client.getSecret('sendpass-a-1')).rejects.toMatchObject({ statusCode: 404, code: 'SecretNotFound' });
  await expect(client.setSecret('sendpass-a-1', 'two')).rejects.toMatchObject({ statusCode: 409, code: 'Conflict' });
  await (await client.beginRecoverDeletedSecret('sendpass-a-1')).pollUntilDone();
  expect((await client.getSecret('sendpass-a-1')).value).toBe('one~1');
  await (await client.beginDeleteSecret('sendpass-a-1')).pollUntilDone();
  await client.purgeDeletedSecret('sendpass-a-1');
  await client.setSecret('sendpass-a-1', 'three');
});

test('names outside the rule and a right taken away are refused', async () => {
  await expect(client.setSecret('with_underscore', 'x')).rejects.toMatchObject({
    statusCode: 400,
    code: 'BadParameter',
  });
  await sandbox.control('PUT', 'permissions', { remove: ['vault:set'] });
  await expect(client.setSecret('sendpass-a-1', 'x')).rejects.toMatchObject({ statusCode: 403, code: 'Forbidden' });
});
