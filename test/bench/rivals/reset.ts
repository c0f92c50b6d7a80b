// Rival of rotation-loss: a secret changed as `az ad app credential reset` does it – a new one is added, the others are removed at once. It leaves
// out every record, the vault and the proof, and whoever uses the secret has the new one in the same moment, which nobody has by hand.
import { readFileSync } from 'node:fs';
import { ClientSecretCredential } from '@azure/identity';

const env = (name: string): string => process.env[name] ?? '';
const cloud = JSON.parse(readFileSync(env('CLOUD'), 'utf8'));
const credential = new ClientSecretCredential(
  env('TENANT_ID'),
  env('IDENTITY_CLIENT_ID'),
  env('IDENTITY_CLIENT_SECRET'),
  { authorityHost: cloud.authorityHost, disableInstanceDiscovery: true },
);
const { token } = await credential.getToken(cloud.graph.scope);

const graph = async (method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  const reply = await fetch(`${cloud.graph.endpoint}/v1.0${path}`, init);
  if (!reply.ok) throw new Error(await reply.text());
  return reply.status === 204 ? {} : ((await reply.json()) as Record<string, unknown>);
};

const path = `/applications(appId='${env('APP_ID')}')`;
const before = (await graph('GET', path))['passwordCredentials'] as { keyId: string }[];
await graph('POST', `${path}/addPassword`, { passwordCredential: { displayName: 'reset' } });
for (const { keyId } of before) await graph('POST', `${path}/removePassword`, { keyId });
console.log(`reset ${before.length}`);
