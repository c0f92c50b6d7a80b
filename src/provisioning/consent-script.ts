/**
 * For an Entra administrator: the consent page, and the same as commands, because a single-tenant registration without a redirect address shows an error
 * page after the consent although it worked. Safe to run twice. Consent of other tenants (partners) is not what Sendpass does.
 */
export function consentScript({
  tenantId,
  appId,
  objectId,
}: {
  tenantId: string;
  appId: string;
  objectId: string;
}): string {
  const graph = 'https://graph.microsoft.com/v1.0/servicePrincipals';
  return [
    '# Lets this one application log in to SMTP of Exchange Online (SMTP.SendAsApp) – and only to mailboxes it is given besides.',
    '# Open as an Entra administrator and accept; an error page about a reply address afterwards does not matter:',
    `# https://login.microsoftonline.com/${tenantId}/v2.0/adminconsent?client_id=${appId}&scope=https://outlook.office365.com/.default`,
    '#',
    '# Or by commands (Azure CLI, signed in as that administrator). The role is looked up by its name; the object id is that of the',
    '# enterprise application, not of the app registration.',
    'exchange=$(az ad sp show --id 00000002-0000-0ff1-ce00-000000000000 --query id -o tsv)',
    'role=$(az ad sp show --id 00000002-0000-0ff1-ce00-000000000000 --query "appRoles[?value==\'SMTP.SendAsApp\'].id | [0]" -o tsv)',
    `az rest --method get --url ${graph}/${objectId}/appRoleAssignments --query "value[].appRoleId" -o tsv | grep -q "$role" || \\`,
    `az rest --method post --url ${graph}/${objectId}/appRoleAssignments \\`,
    `  --body "{\\"principalId\\":\\"${objectId}\\",\\"resourceId\\":\\"$exchange\\",\\"appRoleId\\":\\"$role\\"}"`,
  ].join('\n');
}
