// Rival of approve-to-working: the seeds' order (MailFrom, app registration, its principal, client secret, role, log-in), one step after the
// other with the same SDKs, each tried again until it goes through. It leaves out Key Vault, the check of the role, whose application it is,
// every record of what was done (a kill leaves orphans), and it has all its tokens before its clock starts.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { AuthorizationManagementClient } from '@azure/arm-authorization';
import { CommunicationServiceManagementClient } from '@azure/arm-communication';
import { ClientSecretCredential } from '@azure/identity';
import { createTransport } from 'nodemailer';

const env = (name: string): string => process.env[name] ?? '';
const cloud = JSON.parse(readFileSync(env('CLOUD'), 'utf8'));
const name = env('APP_NAME');
const credential = new ClientSecretCredential(
  env('TENANT_ID'),
  env('IDENTITY_CLIENT_ID'),
  env('IDENTITY_CLIENT_SECRET'),
  {
    authorityHost: cloud.authorityHost,
    disableInstanceDiscovery: true,
  },
);
const [acsId = ''] = env('ACS_RESOURCE_IDS').split(',');
const [, , , , group = '', , , , acs = ''] = acsId.split('/');
const [, , , , , , , , email = '', , domain = ''] = env('DOMAIN_RESOURCE_ID').split('/');
const options = { endpoint: cloud.arm.endpoint, credentialScopes: [cloud.arm.scope] };
const arm = new CommunicationServiceManagementClient(credential, env('SUBSCRIPTION_ID'), options);
const roles = new AuthorizationManagementClient(credential, env('SUBSCRIPTION_ID'), options);
const { token } = await credential.getToken(cloud.graph.scope);
await credential.getToken(cloud.arm.scope);

const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
const graph = async (path: string, body: object): Promise<Record<string, string>> => {
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  const reply = await fetch(`${cloud.graph.endpoint}/v1.0${path}`, init);
  if (!reply.ok) throw new Error(await reply.text());
  return reply.json() as Promise<Record<string, string>>;
};
/** Again and again until it works, without a pause worth naming. */
const insist = <T>(step: () => Promise<T>): Promise<T> => step().catch(() => sleep(50).then(() => insist(step)));

console.log(`started ${Date.now()}`);
await insist(() =>
  arm.senderUsernames.createOrUpdate(group, email, domain, name, { username: name, displayName: name }),
);
const app = await insist(() => graph('/applications', { displayName: name, signInAudience: 'AzureADMyOrg' }));
const principal = await insist(() => graph('/servicePrincipals', { appId: app['appId'] }));
const password = await insist(() =>
  graph(`/applications/${app['id']}/addPassword`, { passwordCredential: { displayName: name } }),
);
const roleDefinitionId = `/subscriptions/${env('SUBSCRIPTION_ID')}/providers/Microsoft.Authorization/roleDefinitions/${env('SMTP_ROLE_DEFINITION_ID')}`;
const assignment = { roleDefinitionId, principalId: principal['id'] ?? '', principalType: 'ServicePrincipal' as const };
await insist(() => roles.roleAssignments.create(acsId.slice(1), randomUUID(), assignment));
const auth = { user: `${acs}|${app['appId']}|${env('TENANT_ID')}`, pass: password['secretText'] ?? '' };
await insist(() => createTransport({ ...cloud.smtp.acs, requireTLS: true, forceAuth: true, auth }).verify());
console.log(`working ${app['appId']}`);
