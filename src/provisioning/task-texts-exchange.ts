import { exchangeScript, withdrawScript } from '../relays/exchange-script.ts';
import { scopeFilter } from '../shared/exchange-scope.ts';
import { quotePowerShell } from '../shared/quote-powershell.ts';
import { consentScript } from './consent-script.ts';
import { exchangeTasks } from './exchange-by-person.ts';
import { wishOf } from './task-input.ts';
import type { TaskInput, TaskText } from './task-input.ts';

export const allowInExchange = (input: TaskInput): string => exchangeScript(wishOf(input));

export const consent = ({ tenantId, appId, objectId }: TaskInput): string =>
  consentScript({ tenantId, appId: appId ?? '', objectId: objectId ?? '' });

const connect = ({ tenantId }: TaskInput): string[] => [
  'Import-Module ExchangeOnlineManagement -ErrorAction Stop',
  `Connect-ExchangeOnline -Organization ${quotePowerShell(tenantId)} -ShowBanner:$false -ErrorAction Stop`,
];

/** Changes nothing: what there is under these addresses. Making a mailbox is a decision, so that line is only told. */
function lookForMailbox(input: TaskInput): string {
  const { mailboxes } = wishOf(input);
  return [
    '# Shows what Exchange has under these addresses. Changes nothing. Each needs a mailbox with this as its PRIMARY address; an alias will not do.',
    ...connect(input),
    ...mailboxes.flatMap((address) => [
      `Get-Recipient -Identity ${quotePowerShell(address)} -ErrorAction SilentlyContinue | Format-List DisplayName, RecipientType, PrimarySmtpAddress`,
      '# Nothing shown? A deleted one comes back from Deleted users in the admin center for 30 days. A new shared mailbox needs no licence:',
      `#   New-Mailbox -Shared -Name ${quotePowerShell(address.replace('@', ' '))} -PrimarySmtpAddress ${quotePowerShell(address)}`,
    ]),
  ].join('\n');
}

/** Changes nothing: what the filter and the scope hold. */
function lookAtScope(input: TaskInput): string {
  const wish = wishOf(input);
  const held = '-ResultSize Unlimited -ErrorAction Stop | Format-Table DisplayName, PrimarySmtpAddress';
  const name = quotePowerShell(wish.scopeName);
  return [
    '# Shows what the filter Sendpass would use finds, and what the scope of its name holds now. Changes nothing.',
    `# Only these should be there: ${wish.mailboxes.join(', ')}`,
    ...connect(input),
    `Get-Recipient -RecipientPreviewFilter ${quotePowerShell(scopeFilter(wish.mailboxes))} ${held}`,
    `$scope = Get-ManagementScope -ErrorAction Stop | Where-Object { $_.Name -eq ${name} }`,
    `if ($scope) { Get-Recipient -RecipientPreviewFilter $scope.RecipientFilter ${held} }`,
    '# A scope that holds more is of no use: remove it with what hangs on it, and Sendpass makes it anew.',
    `#   Remove-ManagementRoleAssignment -Identity ${quotePowerShell(wish.assignmentName)}`,
    `#   Remove-ManagementScope -Identity ${name}`,
  ].join('\n');
}

/** Changes nothing: whose role assignment has our name. */
function lookAtAssignment(input: TaskInput): string {
  const name = quotePowerShell(wishOf(input).assignmentName);
  return [
    '# Shows the role assignment that has the name Sendpass computed for this sender. Changes nothing.',
    ...connect(input),
    `Get-ManagementRoleAssignment -ErrorAction Stop | Where-Object { $_.Name -eq ${name} } | Format-List Name, Role, App, CustomResourceScope`,
    '# Nobody needs it as it is? Remove it, press Done, and Sendpass makes the right one:',
    `#   Remove-ManagementRoleAssignment -Identity ${name}`,
  ].join('\n');
}

const signIns = ({ appId, objectId }: TaskInput): string =>
  [
    '# Entra admin center > Sign-in logs > Service principal sign-ins shows the policy that blocked it. By commands (Azure CLI):',
    `az rest --method get --url "https://graph.microsoft.com/beta/auditLogs/signIns?\\$filter=signInEventTypes/any(t:t eq 'servicePrincipal') and appId eq '${appId ?? ''}'&\\$top=5"`,
    '# Is the enterprise application enabled?',
    `az rest --method get --url "https://graph.microsoft.com/v1.0/servicePrincipals/${objectId ?? ''}?\\$select=accountEnabled,displayName"`,
  ].join('\n');

/** Exchange's own tasks, and what its administrators can take away from a proven sender. */
export const exchangeTexts: Record<string, TaskText> = {
  [exchangeTasks.allow]: { title: 'Let it send in Exchange', script: allowInExchange, report: true },
  [exchangeTasks.withdraw]: { title: 'Clear it away in Exchange', script: (input) => withdrawScript(wishOf(input)) },
  'exchange-mailbox-missing': { title: 'The mailbox it would send as is not there', script: lookForMailbox },
  'exchange-scope-too-wide': { title: 'Its scope in Exchange holds more than was approved', script: lookAtScope },
  'exchange-name-taken': {
    title: 'Settle whose role assignment this is in Exchange',
    script: lookAtAssignment,
  },
  'exchange-not-in-tenant': {
    title: 'This tenant offers no sending through Exchange Online',
    script: () =>
      [
        '# Shows whether Office 365 Exchange Online is there and offers SMTP.SendAsApp. An Exchange licence in the tenant brings it.',
        'az ad sp show --id 00000002-0000-0ff1-ce00-000000000000 --query "appRoles[?value==\'SMTP.SendAsApp\']"',
      ].join('\n'),
  },
  'consent-missing': { title: 'Consent to SMTP.SendAsApp', script: consent },
  'consent-withdrawn': { title: 'Consent to SMTP.SendAsApp was withdrawn', script: consent },
  'exchange-mailbox-deleted': { title: 'The mailbox it sends as was deleted', script: lookForMailbox },
  'exchange-access-removed': {
    title: 'Its permission in Exchange was removed',
    script: allowInExchange,
    report: true,
  },
  'exchange-access-widened': {
    title: 'It may do more in Exchange than was approved',
    script: lookAtScope,
  },
  'exchange-smtp-auth-off': { title: 'SMTP AUTH was switched off', script: allowInExchange, report: true },
  'exchange-log-in-blocked': { title: 'A policy blocks its log-in', script: signIns },
  'log-in-still-refused': { title: 'Exchange still refuses the log-in', script: allowInExchange, report: true },
  'reaches-further': { title: 'It reaches a mailbox it must not', script: allowInExchange, report: true },
  'smtp-basic-auth-gone': { title: 'Exchange takes no password for sending', script: () => '' },
  'smtp-send-as-denied': { title: 'Exchange refuses the From address', script: allowInExchange, report: true },
  'token-claims-wrong': { title: 'Its token is not for Exchange', script: signIns },
};
