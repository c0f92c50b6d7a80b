import { uuidOf } from '../shared/ids.ts';

// Every name is computed before the thing is made, from the sender's id and generation: a repeat meets what an earlier try made.

/** A sender's id and its route's generation. */
export type Named = { id: string; generation: number };

/** Entra's `uniqueName`. Whether one is free again after a soft delete is unverified, so a new generation gets a new one. */
export const uniqueNameOf = (sender: Named): string => `sendpass-${sender.id}-${sender.generation}`;

/** What people see in Entra's lists. */
export const displayNameOf = (appName: string): string => `Sendpass – ${appName}`.slice(0, 120);

/** Same scope, role and principal = same assignment: the PUT may be repeated. */
export const assignmentNameOf = (scope: string, roleDefinitionId: string, principalId: string): string =>
  uuidOf(scope, roleDefinitionId, principalId);

/** Key Vault allows letters, digits and hyphens; a deleted name stays reserved, so it is never used for a second credential. */
export const vaultNameOf = (senderId: string, credentialNo: number): string => `sendpass-${senderId}-${credentialNo}`;

const passwordPrefix = 'sendpass:';

/** A password's displayName: a stray is found by it after a lost reply. */
export const passwordNameOf = (operationId: string): string => `${passwordPrefix}${operationId}`;

export const isOurPassword = (displayName: string | null): boolean => displayName?.startsWith(passwordPrefix) === true;

/** Azure names the resource like the local part, so an address that was there before is met under the same name. */
export const mailFromNameOf = (localPart: string): string => localPart.toLowerCase();

/** Not the username itself: that may hold `.` and `@`, which an ARM name may not (pattern ^[a-zA-Z0-9-]+$). */
export const smtpUsernameNameOf = (sender: Named): string => uniqueNameOf(sender);

export const installationTag = (installationId: string): string => `sendpass:installation:${installationId}`;

/** Tags of the application: what an inventory filters by, and how another installation knows that it is not its own. */
export const tagsOf = (sender: Named, installationId: string): string[] => [
  'sendpass',
  installationTag(installationId),
  `sendpass:sender:${sender.id}`,
  `sendpass:generation:${sender.generation}`,
];

/** Tags of the vault secret. `keyId` says which of the application's passwords it is. */
export const vaultTagsOf = (
  sender: Named,
  about: { installationId: string; operationId: string; keyId: string; appId: string },
): Record<string, string> => ({
  'made-by': 'sendpass',
  installation: about.installationId,
  sender: sender.id,
  generation: String(sender.generation),
  operation: about.operationId,
  'key-id': about.keyId,
  'app-id': about.appId,
});
