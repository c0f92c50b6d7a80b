import { acsNameOf, acsOf } from '../relays/acs.ts';
import type { StepKind } from '../senders/sender.ts';
import type { SendpassError } from '../shared/errors.ts';
import { uniqueNameOf } from './names.ts';
import { smtpRoleScript } from './smtp-role.ts';
import type { TaskInput, TaskText } from './task-input.ts';
import { exchangeTexts } from './task-texts-exchange.ts';

const subscriptionOf = (armId: string): string => armId.split('/')[2] ?? '';

const role = ({ desired, roleDefinitionId }: TaskInput): string =>
  smtpRoleScript(subscriptionOf(acsOf(desired).acsResourceId), roleDefinitionId);

/** What helps to bring back what a person removed. A deleted application or principal can be restored for 30 days. */
const restores: Partial<Record<StepKind, (input: TaskInput) => string>> = {
  application: (input) => restoreScript('application', input),
  principal: (input) => restoreScript('servicePrincipal', input),
};

function restoreScript(type: string, { appId }: TaskInput): string {
  const deleted = 'https://graph.microsoft.com/v1.0/directory/deletedItems';
  return [
    '# Shows it among what was deleted in the last 30 days; the second line, with its id, brings it back.',
    `az rest --method get --url "${deleted}/microsoft.graph.${type}?\\$filter=appId eq '${appId ?? ''}'"`,
    `# az rest --method post --url "${deleted}/ID/restore"`,
  ].join('\n');
}

/** What is known of the application in Entra, without changing it. */
const showApplication = ({ appId }: TaskInput): string =>
  [
    '# Shows the enterprise application and whether it is enabled; an Entra administrator can enable it again.',
    `az ad sp show --id ${appId ?? ''} --query "{name:displayName, enabled:accountEnabled}"`,
    `# az ad sp update --id ${appId ?? ''} --set accountEnabled=true`,
  ].join('\n');

const mailFroms = ({ desired }: TaskInput): string =>
  [
    '# Shows the MailFrom addresses of the domain; remove the one that is in the way if nobody needs it, then press Done.',
    `az rest --method get --url "https://management.azure.com${acsOf(desired).domainResourceId}/senderUsernames?api-version=2026-03-18"`,
  ].join('\n');

const policyScript = (): string =>
  [
    '# Shows what the tenant allows; an Entra administrator can exempt the applications of Sendpass.',
    'az rest --method get --url https://graph.microsoft.com/v1.0/policies/defaultAppManagementPolicy',
  ].join('\n');

const doctor = (): string =>
  ['# On the machine Sendpass runs on: names each missing permission.', 'npm run doctor'].join('\n');

const texts: Record<string, TaskText> = {
  ...exchangeTexts,
  'role-definition-missing': { title: 'Make the role "SMTP sender"', script: role },
  'role-definition-widened': { title: 'Put the role "SMTP sender" back', script: role },
  'mailfrom-quota': { title: 'Raise the sending quota', script: quotaTicket },
  'application-not-ours': { title: 'Settle whose application this is', script: foreignApplication },
  'secret-lifetime-refused': { title: 'The tenant refuses so long a secret', script: policyScript },
  'secrets-not-allowed': { title: 'The tenant refuses client secrets', script: policyScript },
  'smtp-username-taken': {
    title: 'The short SMTP username is taken',
    script: ({ desired }) =>
      `az rest --method get --url "${acsOf(desired).acsResourceId}/smtpUsernames?api-version=2026-03-18"`,
  },
  'graph-permission-missing': { title: 'Give Sendpass its Graph permission', script: doctor },
  'arm-permission-missing': { title: 'Give Sendpass its Azure role', script: doctor },
  'identity-refused': { title: 'Mend Sendpass’s own sign-in', script: doctor },
  'acs-closed': { title: 'No new Communication Services resource can be made', script: doctor },
  'arm-resource-missing': { title: 'Something Sendpass relies on is not in Azure any more', script: doctor },
  'assignment-name-taken': {
    title: 'Settle whose role assignment this is',
    script: ({ desired }) => `az role assignment list --scope "${acsOf(desired).acsResourceId}" -o table`,
  },
  'vault-name-deleted': {
    title: 'A deleted secret blocks the name',
    script: () =>
      [
        '# Shows what was deleted; recover or purge the one named above.',
        'az keyvault secret list-deleted --vault-name VAULT -o table',
      ].join('\n'),
  },
  'removed-by-person': {
    title: 'Something it needs was removed',
    script: (input) => (input.kind === null ? '' : (restores[input.kind]?.(input) ?? '')),
  },
  'exchange-permission-missing': { title: 'Give Sendpass its permission in Exchange', script: doctor },
  'exchange-route-gone': { title: 'Exchange takes no commands from Sendpass any more', script: doctor },
  'audience-not-allowed': { title: 'The tenant refuses single-tenant applications', script: policyScript },
  'token-secret-expired': { title: 'Its secret has expired', script: showApplication },
  'token-app-disabled': { title: 'Its application is disabled in Entra', script: showApplication },
  'token-blocked': { title: 'A Conditional Access policy blocks its token', script: showApplication },
  'mailfrom-conflict': { title: 'Its MailFrom address belongs to somebody else', script: mailFroms },
  'plan-changed': { title: 'What would be made is not what was approved', script: () => '' },
  'vault-permission-missing': { title: 'Give Sendpass its Key Vault role', script: doctor },
};

/** Does Done of such a task ask for the script's report? */
export const asksReport = (code: string): boolean => texts[code]?.report === true;

/** Title, why and script of the task an error asks a person for. What nobody wrote a text for still says code and request id. */
export function taskText(error: SendpassError, input: TaskInput): { title: string; why: string; script: string } {
  const text = texts[error.code];
  const { vendor } = error;
  const ticket = [vendor?.neighbour, vendor?.status, vendor?.code, vendor?.requestId].filter(Boolean).join(' · ');
  return {
    title: text?.title ?? 'Somebody has to look at this',
    why: ticket === '' ? error.advice : `${error.advice} (${ticket})`,
    script: text?.script(input) ?? '',
  };
}

/** Evidence Microsoft asks for in the ticket (facts/azure §5: email-quota-increase). */
function quotaTicket({ desired }: TaskInput): string {
  const { acsResourceId } = acsOf(desired);
  return [
    '# Azure portal → Help + support → New support request → Service and subscription limits (quotas) →',
    '# Communication Services → Email. Review takes up to 72 hours. Paste:',
    `# Subscription:  ${subscriptionOf(acsResourceId)}`,
    `# Resource:      ${acsNameOf(acsResourceId)}`,
    `# Domain:        ${desired.domain} (custom, linked; SPF, DKIM, DMARC and MX in place)`,
    `# Wanted:        MailFrom ${desired.localPart}@${desired.domain} and ${desired.perHour} mails an hour, ${desired.perDay} a day`,
    `# Kind of mail:  ${desired.purpose}`,
    '# State the failure rate (must be under 2 %) and that the domain is on no block list. Then press Done.',
  ].join('\n');
}

function foreignApplication({ named }: TaskInput): string {
  return [
    '# Shows it, and who owns it. Rename or remove it if nobody needs it, then press Done; or cancel and ask again.',
    `az rest --method get --url "https://graph.microsoft.com/v1.0/applications(uniqueName='${uniqueNameOf(named)}')"`,
    `az rest --method get --url "https://graph.microsoft.com/v1.0/applications(uniqueName='${uniqueNameOf(named)}')/owners"`,
  ].join('\n');
}
