import { acsNameOf } from '../relays/acs.ts';
import type { Desired } from '../senders/sender.ts';
import type { SendpassError } from '../shared/errors.ts';
import { uniqueNameOf } from './names.ts';
import { smtpRoleScript } from './smtp-role.ts';

export type TaskInput = {
  sender: { id: string; generation: number; desired: Desired };
  roleDefinitionId: string;
};

type Text = { title: string; script: (input: TaskInput) => string };

const subscriptionOf = (armId: string): string => armId.split('/')[2] ?? '';

const role = ({ sender, roleDefinitionId }: TaskInput): string =>
  smtpRoleScript(subscriptionOf(sender.desired.acsResourceId), roleDefinitionId);

const policyScript = (): string =>
  [
    '# Shows what the tenant allows; an Entra administrator can exempt the applications of Sendpass.',
    'az rest --method get --url https://graph.microsoft.com/v1.0/policies/defaultAppManagementPolicy',
  ].join('\n');

const doctor = (): string =>
  ['# On the machine Sendpass runs on: names each missing permission.', 'npm run doctor'].join('\n');

const texts: Record<string, Text> = {
  'role-definition-missing': { title: 'Make the role "SMTP sender"', script: role },
  'role-definition-widened': { title: 'Put the role "SMTP sender" back', script: role },
  'mailfrom-quota': { title: 'Raise the sending quota', script: quotaTicket },
  'application-not-ours': { title: 'Settle whose application this is', script: foreignApplication },
  'secret-lifetime-refused': { title: 'The tenant refuses so long a secret', script: policyScript },
  'secrets-not-allowed': { title: 'The tenant refuses client secrets', script: policyScript },
  'smtp-username-taken': {
    title: 'The short SMTP username is taken',
    script: ({ sender }) =>
      `az rest --method get --url "${sender.desired.acsResourceId}/smtpUsernames?api-version=2026-03-18"`,
  },
  'graph-permission-missing': { title: 'Give Sendpass its Graph permission', script: doctor },
  'arm-permission-missing': { title: 'Give Sendpass its Azure role', script: doctor },
  'identity-refused': { title: 'Mend Sendpass’s own sign-in', script: doctor },
  'acs-closed': { title: 'No new Communication Services resource can be made', script: doctor },
  'arm-resource-missing': { title: 'Something Sendpass relies on is not in Azure any more', script: doctor },
  'assignment-name-taken': {
    title: 'Settle whose role assignment this is',
    script: ({ sender }) => `az role assignment list --scope "${sender.desired.acsResourceId}" -o table`,
  },
  'vault-name-deleted': {
    title: 'A deleted secret blocks the name',
    script: () =>
      [
        '# Shows what was deleted; recover or purge the one named above.',
        'az keyvault secret list-deleted --vault-name VAULT -o table',
      ].join('\n'),
  },
  'vault-permission-missing': { title: 'Give Sendpass its Key Vault role', script: doctor },
};

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
function quotaTicket({ sender: { desired } }: TaskInput): string {
  return [
    '# Azure portal → Help + support → New support request → Service and subscription limits (quotas) →',
    '# Communication Services → Email. Review takes up to 72 hours. Paste:',
    `# Subscription:  ${subscriptionOf(desired.acsResourceId)}`,
    `# Resource:      ${acsNameOf(desired.acsResourceId)}`,
    `# Domain:        ${desired.domain} (custom, linked; SPF, DKIM, DMARC and MX in place)`,
    `# Wanted:        MailFrom ${desired.localPart}@${desired.domain} and ${desired.perHour} mails an hour, ${desired.perDay} a day`,
    `# Kind of mail:  ${desired.purpose}`,
    '# State the failure rate (must be under 2 %) and that the domain is on no block list. Then press Done.',
  ].join('\n');
}

function foreignApplication({ sender }: TaskInput): string {
  return [
    '# Shows it, and who owns it. Rename or remove it if nobody needs it, then press Done; or cancel and ask again.',
    `az rest --method get --url "https://graph.microsoft.com/v1.0/applications(uniqueName='${uniqueNameOf(sender)}')"`,
    `az rest --method get --url "https://graph.microsoft.com/v1.0/applications(uniqueName='${uniqueNameOf(sender)}')/owners"`,
  ].join('\n');
}
