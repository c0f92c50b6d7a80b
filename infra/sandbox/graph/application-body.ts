import { z } from 'zod';
import type { Application } from '../world.ts';
import { badRequest } from './door.ts';

const AUDIENCES = [
  'AzureADMyOrg',
  'AzureADMultipleOrgs',
  'AzureADandPersonalMicrosoftAccount',
  'PersonalMicrosoftAccount',
] as const;

const access = z.object({
  resourceAppId: z.string(),
  resourceAccess: z.array(z.object({ id: z.string(), type: z.enum(['Role', 'Scope']) })),
});

const body = z
  .strictObject({
    displayName: z.string().min(1).max(256),
    uniqueName: z.string().min(1),
    signInAudience: z.enum(AUDIENCES),
    notes: z.string().max(1024).nullable(),
    tags: z.array(z.string().max(256)),
    serviceManagementReference: z.string().nullable(),
    requiredResourceAccess: z.array(access),
    // Taken, but nothing here depends on them.
    description: z.string().max(1024).nullable(),
    servicePrincipalLockConfiguration: z.unknown(),
    web: z.unknown(),
    identifierUris: z.array(z.string()),
  })
  .partial();

/** What a create or update may set. passwordCredentials is not among it: secrets are only made by addPassword. */
export function readApplicationBody(raw: unknown): Partial<Application> {
  const parsed = body.safeParse(raw ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    if (unknown !== undefined) throw badRequest(`Invalid property '${unknown}'.`);
    const name = issue?.path.map(String).join('.') ?? '';
    throw badRequest(`Invalid value specified for property '${name}' of resource 'Application'.`);
  }
  const { displayName, uniqueName, signInAudience, notes, tags, serviceManagementReference, requiredResourceAccess } =
    parsed.data;
  const given = {
    displayName,
    uniqueName,
    signInAudience,
    notes,
    tags,
    serviceManagementReference,
    requiredResourceAccess,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
