import { z } from 'zod';
import type { Application, Entra, Principal } from '../../src/provisioning/port-entra.ts';
import { SendpassError } from '../../src/shared/errors.ts';
import { Secret } from '../../src/shared/secret.ts';
import { odata } from './graph-client.ts';
import type { Graph } from './graph-client.ts';
import { rolesGranted, smtpSendRole } from './app-roles.ts';

const passwordShape = z.object({
  keyId: z.string(),
  displayName: z.string().nullish(),
  endDateTime: z.string().nullish(),
});
const accessShape = z.object({
  resourceAppId: z.string(),
  resourceAccess: z.array(z.object({ id: z.string() })).default([]),
});
const applicationShape = z.object({
  id: z.string(),
  appId: z.string(),
  uniqueName: z.string().nullish(),
  displayName: z.string().nullish(),
  signInAudience: z.string().nullish(),
  createdByAppId: z.string().nullish(),
  tags: z.array(z.string()).default([]),
  requiredResourceAccess: z.array(accessShape).default([]),
  keyCredentials: z.array(z.unknown()).default([]),
  passwordCredentials: z.array(passwordShape).default([]),
});
const principalShape = z.object({ id: z.string(), appId: z.string(), accountEnabled: z.boolean().nullish() });
const listOf = z.object({ value: z.array(z.object({ id: z.string(), appId: z.string().nullish() })).default([]) });

const applicationFields =
  'id,appId,uniqueName,displayName,signInAudience,createdByAppId,tags,requiredResourceAccess,keyCredentials,passwordCredentials';

/** The Entra port over Microsoft Graph v1.0 (facts/azure §1.1). Needs Application.ReadWrite.OwnedBy. */
export function createEntra(graph: Graph, ownAppId: string): Entra {
  return {
    ownAppId,
    upsertApplication: (wish) => upsertApplication(graph, wish),
    findApplication: (uniqueName) => findApplication(graph, ownAppId, uniqueName),
    deleteApplication: async (id) =>
      void (await graph({ method: 'DELETE', path: `/applications/${id}`, accept: [404] })),
    restoreApplication: async (id) => {
      const path = `/directory/deletedItems/${id}/restore`;
      return (await graph({ method: 'POST', path, body: {}, accept: [404] })).status !== 404;
    },
    createPrincipal: (appId) => createPrincipal(graph, appId),
    findPrincipal: (appId) => findPrincipal(graph, appId),
    deletePrincipal: async (id) =>
      void (await graph({ method: 'DELETE', path: `/servicePrincipals/${id}`, accept: [404] })),
    smtpSendRole: () => smtpSendRole(graph),
    rolesGranted: (principalId) => rolesGranted(graph, principalId),
    setPrincipalEnabled: async (id, enabled) =>
      void (await graph({ method: 'PATCH', path: `/servicePrincipals/${id}`, body: { accountEnabled: enabled } })),
    addPassword: (applicationId, wish) => addPassword(graph, applicationId, wish),
    // What an absent key answers is unverified (400 or 404): both mean that it is gone.
    removePassword: async (id, keyId) =>
      void (await graph({
        method: 'POST',
        path: `/applications/${id}/removePassword`,
        body: { keyId },
        accept: [400, 404],
      })),
  };
}

async function upsertApplication(
  graph: Graph,
  wish: Parameters<Entra['upsertApplication']>[0],
): ReturnType<Entra['upsertApplication']> {
  const reply = await graph({
    method: 'PATCH',
    path: `/applications(uniqueName='${odata(wish.uniqueName)}')`,
    headers: { Prefer: 'create-if-missing' },
    // The audience is always sent: omitted, Graph makes an application that personal accounts of the whole world may sign in to.
    body: {
      displayName: wish.displayName,
      signInAudience: 'AzureADMyOrg',
      notes: wish.notes,
      tags: wish.tags,
      ...(wish.requiredRole ? { requiredResourceAccess: askingFor(wish.requiredRole) } : {}),
    },
  });
  if (reply.status !== 201) return { created: false };
  return { created: true, application: toApplication(applicationShape.parse(reply.body), [], 0) };
}

/**
 * The whole list, so whatever was in it is gone: the portal's default User.Read among others. One made through Graph starts with none; where none
 * is wanted none is written either, so that what somebody added is found and asked about, not silently taken away.
 */
const askingFor = ({ resourceAppId, roleId }: { resourceAppId: string; roleId: string }) => [
  { resourceAppId, resourceAccess: [{ id: roleId, type: 'Role' }] },
];

async function findApplication(graph: Graph, ownAppId: string, uniqueName: string): Promise<Application | undefined> {
  const reply = await graph({
    method: 'GET',
    path: `/applications(uniqueName='${odata(uniqueName)}')?$select=${applicationFields}`,
    accept: [404],
  });
  if (reply.status === 404) return undefined;
  const found = applicationShape.parse(reply.body);
  const [owners, federated] = await Promise.all([
    graph({ method: 'GET', path: `/applications/${found.id}/owners`, accept: [404] }),
    graph({ method: 'GET', path: `/applications/${found.id}/federatedIdentityCredentials`, accept: [404] }),
  ]);
  const foreign =
    owners.status === 404
      ? []
      : listOf.parse(owners.body).value.filter((owner) => owner.appId?.toLowerCase() !== ownAppId.toLowerCase());
  const federatedCount = federated.status === 404 ? 0 : listOf.parse(federated.body).value.length;
  return toApplication(
    found,
    foreign.map((owner) => owner.id),
    federatedCount,
  );
}

function toApplication(
  found: z.infer<typeof applicationShape>,
  ownerIds: string[],
  federatedCredentialCount: number,
): Application {
  return {
    id: found.id,
    appId: found.appId,
    uniqueName: found.uniqueName ?? null,
    displayName: found.displayName ?? '',
    signInAudience: found.signInAudience ?? '',
    createdByAppId: found.createdByAppId ?? null,
    tags: found.tags,
    ownerIds,
    // Delegated permissions (Scope) are in it too: whoever compares must see them as something that is not ours.
    requiredResourceAccess: found.requiredResourceAccess.map((each) => ({
      resourceAppId: each.resourceAppId,
      roleIds: each.resourceAccess.map((access) => access.id),
    })),
    requiredResourceAccessCount: found.requiredResourceAccess.length,
    federatedCredentialCount,
    keyCredentialCount: found.keyCredentials.length,
    passwords: found.passwordCredentials.map((password) => ({
      keyId: password.keyId,
      displayName: password.displayName ?? null,
      endsAt: new Date(password.endDateTime ?? 0),
    })),
  };
}

async function createPrincipal(graph: Graph, appId: string): Promise<Principal> {
  try {
    const reply = await graph({
      method: 'POST',
      path: '/servicePrincipals',
      body: { appId, tags: ['sendpass', 'HideApp'] },
      repeatable: false,
    });
    return toPrincipal(reply.body);
  } catch (thrown) {
    // A principal is unique per application, so "exists already" after a lost reply is our own: look instead of failing.
    if (!(thrown instanceof SendpassError) || thrown.kind !== 'conflict') throw thrown;
    const found = await findPrincipal(graph, appId);
    if (found) return found;
    throw new SendpassError({
      code: 'replicating',
      kind: 'not-yet',
      advice: 'Entra has not replicated the new principal yet – usually under 2 minutes.',
    });
  }
}

async function findPrincipal(graph: Graph, appId: string): Promise<Principal | undefined> {
  const reply = await graph({
    method: 'GET',
    path: `/servicePrincipals(appId='${odata(appId)}')?$select=id,appId,accountEnabled`,
    accept: [404],
  });
  return reply.status === 404 ? undefined : toPrincipal(reply.body);
}

function toPrincipal(body: unknown): Principal {
  const found = principalShape.parse(body);
  return { id: found.id, appId: found.appId, enabled: found.accountEnabled !== false };
}

const addedShape = z.object({ keyId: z.string(), secretText: z.string().min(1), endDateTime: z.string() });

async function addPassword(
  graph: Graph,
  applicationId: string,
  wish: { displayName: string; endsAt: Date },
): ReturnType<Entra['addPassword']> {
  const reply = await graph({
    method: 'POST',
    path: `/applications/${applicationId}/addPassword`,
    body: { passwordCredential: { displayName: wish.displayName, endDateTime: wish.endsAt.toISOString() } },
    repeatable: false,
  });
  const added = addedShape.parse(reply.body);
  return { keyId: added.keyId, secret: new Secret(added.secretText), endsAt: new Date(added.endDateTime) };
}
