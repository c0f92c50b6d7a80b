import { acsNameOf, acsOf } from '../relays/acs.ts';
import { exchangeScript, withdrawScript } from '../relays/exchange-script.ts';
import type { ExchangeWish } from '../relays/exchange-wish.ts';
import type { Desired, StepKind } from '../senders/sender.ts';
import { SendpassError } from '../shared/errors.ts';
import { consentScript } from './consent-script.ts';
import { exchangeTasks } from './exchange-by-person.ts';
import { exchangeWishOf } from './exchange-wish-of.ts';
import { uniqueNameOf } from './names.ts';
import type { Named } from './names.ts';
import { smtpRoleScript } from './smtp-role.ts';

export type TaskInput = {
  desired: Desired;
  named: Named;
  tenantId: string;
  roleDefinitionId: string;
  /** Once made. */
  appId: string | null;
  /** The service principal's, once made. */
  objectId: string | null;
  /** The step it is about. */
  kind: StepKind | null;
};

type Text = {
  title: string;
  script: (input: TaskInput) => string;
  /** Done asks for what the script printed, which is judged before anything goes on. */
  report?: true;
};

const subscriptionOf = (armId: string): string => armId.split('/')[2] ?? '';

const role = ({ desired, roleDefinitionId }: TaskInput): string =>
  smtpRoleScript(subscriptionOf(acsOf(desired).acsResourceId), roleDefinitionId);

/** Tasks of Exchange come after application and principal were made. */
function wishOf({ appId, objectId, ...input }: TaskInput): ExchangeWish {
  if (appId !== null && objectId !== null) return exchangeWishOf({ ...input, appId, objectId });
  throw new SendpassError({ code: 'fact-missing', kind: 'bug', advice: 'The application is not made yet.' });
}

const allowInExchange = (input: TaskInput): string => exchangeScript(wishOf(input));

const consent = ({ tenantId, appId, objectId }: TaskInput): string =>
  consentScript({ tenantId, appId: appId ?? '', objectId: objectId ?? '' });

/** What brings back what a person removed; Entra and Azure restore the rest from their portals. */
const restores: Partial<Record<StepKind, (input: TaskInput) => string>> = {
  consent,
  'exchange-access': allowInExchange,
};

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
  'consent-missing': { title: 'Consent to SMTP.SendAsApp', script: consent },
  [exchangeTasks.allow]: { title: 'Let it send in Exchange', script: allowInExchange, report: true },
  [exchangeTasks.withdraw]: {
    title: 'Clear it away in Exchange',
    script: (input) => withdrawScript(wishOf(input)),
  },
  'removed-by-person': {
    title: 'Something it needs was removed',
    script: (input) => (input.kind === null ? '' : (restores[input.kind]?.(input) ?? '')),
  },
  'log-in-still-refused': { title: 'Exchange still refuses the log-in', script: allowInExchange, report: true },
  'reaches-further': { title: 'It reaches a mailbox it must not', script: allowInExchange, report: true },
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
