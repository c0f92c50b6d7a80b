// What Exchange Online's SMTP end says (facts §7.4; SendAsDenied as people quote it, MicrosoftDocs/OfficeDocs-Support #1187). Its own host
// in brackets ends every 535.
import type { Reply } from '../smtp/replies.ts';

const HOST = '[AM0PR04CA0001.eurprd04.prod.outlook.com]';
const blocked = (why: string): Reply => ({
  code: 535,
  text: `5.7.139 Authentication unsuccessful, ${why} ${HOST}`,
  reason: why,
});

export const unsuccessful = (reason: string): Reply => ({
  code: 535,
  text: `5.7.3 Authentication unsuccessful ${HOST}`,
  reason,
});
export const offForTenant = blocked(
  'SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.',
);
export const offForMailbox = blocked(
  'SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled for more information.',
);
export const lockedByDefaults = blocked(
  "user is locked by your organization's security defaults policy. Contact your administrator.",
);
/** No mailbox here has a password; from December 2026 tenants have passwords for SMTP off (facts §7.5). */
export const noPasswords = blocked('basic authentication is disabled.');

const STORE = 'Failed to process message due to a permanent exception with message Cannot submit message.';
export const sendAsDenied = (mailbox: string, address: string): Reply => ({
  code: 554,
  text: `5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; ${STORE}`,
  reason: `${mailbox} may not send as ${address}`,
});
export const quotaExceeded: Reply = {
  code: 554,
  text: `5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; ${STORE}`,
  reason: 'over 10,000 recipients in 24 hours',
};
/** Its wording is Exchange Server's; Exchange Online's is not published. Clients must go by the class. */
export const tooOften: Reply = {
  code: 451,
  text: '4.4.2 Message submission rate for this client has exceeded the configured limit',
  reason: 'over 30 messages a minute',
};

/** Outside TLS: as clients of smtp.office365.com report them (504 for a log-in that is not offered there, 451 for MAIL). */
export const noSuchMechanism: Reply = { code: 504, text: '5.7.4 Unrecognized authentication type', reason: 'no TLS' };
export const startTlsRequired: Reply = {
  code: 451,
  text: `5.7.3 STARTTLS is required to send mail ${HOST}`,
  reason: 'no TLS',
};
