import { z } from 'zod';
import type { Entra } from '../../src/provisioning/port-entra.ts';
import { SendpassError } from '../../src/shared/errors.ts';
import type { Graph } from './graph-client.ts';

/** Office 365 Exchange Online: the same application id in every tenant and cloud (facts/azure §1.2). */
const exchangeAppId = '00000002-0000-0ff1-ce00-000000000000';

const resourceShape = z.object({
  id: z.string(),
  appRoles: z
    .array(
      z.object({
        id: z.string(),
        value: z.string().nullish(),
        allowedMemberTypes: z.array(z.string()).default([]),
        isEnabled: z.boolean().nullish(),
      }),
    )
    .default([]),
});
const grantedShape = z.object({ value: z.array(z.object({ resourceId: z.string(), appRoleId: z.string() })) });

/** By its value: the ids that circulate for it are second-hand, one of them invented (facts/azure §1.2). */
export async function smtpSendRole(graph: Graph): ReturnType<Entra['smtpSendRole']> {
  const reply = await graph({
    method: 'GET',
    path: `/servicePrincipals(appId='${exchangeAppId}')?$select=id,appRoles`,
    accept: [404],
  });
  // Not "replicating": nobody makes this principal but Microsoft, together with the tenant's first Exchange licence.
  if (reply.status === 404) throw withoutExchange();
  const { id, appRoles } = resourceShape.parse(reply.body);
  const role = appRoles.find(
    (each) =>
      each.value === 'SMTP.SendAsApp' && each.allowedMemberTypes.includes('Application') && each.isEnabled !== false,
  );
  if (!role) throw withoutExchange();
  return { resourceId: id, resourceAppId: exchangeAppId, roleId: role.id };
}

const withoutExchange = (): SendpassError =>
  new SendpassError({
    code: 'exchange-not-in-tenant',
    kind: 'needs-person',
    advice:
      'This tenant has no Exchange Online that offers SMTP.SendAsApp. Use another relay, or ask the Exchange administrators.',
    vendor: { neighbour: 'graph' },
  });

/** Application.ReadWrite.OwnedBy may read it (Graph: serviceprincipal-list-approleassignments). One page holds 100; a sender's principal is granted one role or none. */
export async function rolesGranted(graph: Graph, principalId: string): ReturnType<Entra['rolesGranted']> {
  const reply = await graph({
    method: 'GET',
    path: `/servicePrincipals/${principalId}/appRoleAssignments`,
    // A principal that is gone, or not replicated yet, was granted nothing that can be seen.
    accept: [404],
  });
  if (reply.status === 404) return [];
  return grantedShape.parse(reply.body).value.map(({ resourceId, appRoleId }) => ({ resourceId, roleId: appRoleId }));
}
