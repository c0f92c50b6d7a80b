/** All an SMTP sender needs (facts/azure §3; the older quickstart lacks the second). Anything beyond is refused before assigning. */
export const smtpRoleActions = [
  'Microsoft.Communication/CommunicationServices/Read',
  'Microsoft.Communication/CommunicationServices/Write',
  'Microsoft.Communication/EmailServices/write',
] as const;

/** Commands that make the definition, or put a widened one back: a PUT under its fixed id, safe to repeat. */
export function smtpRoleScript(subscriptionId: string, roleDefinitionId: string): string {
  const scope = `/subscriptions/${subscriptionId}`;
  const body = {
    properties: {
      roleName: 'ACS SMTP Sender (Sendpass)',
      type: 'CustomRole',
      description: 'Lets an application log in to ACS Email over SMTP. Assigned by Sendpass.',
      permissions: [{ actions: smtpRoleActions, notActions: [], dataActions: [], notDataActions: [] }],
      assignableScopes: [scope],
    },
  };
  return [
    '# Needs Microsoft.Authorization/roleDefinitions/write on the subscription. Safe to run again.',
    'az rest --method put \\',
    `  --url "${scope}/providers/Microsoft.Authorization/roleDefinitions/${roleDefinitionId}?api-version=2022-04-01" \\`,
    // In lines: as one line it is longer than a card shows, and a cut command must not be pasted.
    `  --body '${JSON.stringify(body, null, 1)}'`,
  ].join('\n');
}
