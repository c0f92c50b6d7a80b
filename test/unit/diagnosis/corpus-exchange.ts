import { paste } from './paste.ts';
import type { Pasted } from './paste.ts';

const host = '[AM0PR06CA0126.eurprd06.prod.outlook.com 2026-11-20T14:50:26.590Z 08DC2D372B4C3DED]';
const off = (what: string): string =>
  `535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the ${what}. Visit https://aka.ms/smtp_auth_disabled for more information.`;
const stored = 'STOREDRV.Submission.Exception';
const permanent = 'Failed to process message due to a permanent exception with message Cannot submit message.';

/** Exchange Online, in its own words and in those of the usual clients around them. */
export const exchangeTexts: Pasted[] = [
  ...paste(
    'exchange-off-tenant',
    'exo-off-tenant',
    '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information. [BN0PR10CA0026.namprd10.prod.outlook.com]',
    'Send-MailMessage : The SMTP server requires a secure connection or the client was not authenticated. The server response was: 5.7.57 Client not authenticated to send mail. Error: 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.',
  ),
  ...paste(
    'exchange-off-mailbox',
    'exo-off-mailbox',
    '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled',
  ),
  ...paste(
    'exchange-security-defaults',
    'exo-security-defaults',
    "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator.",
  ),
  ...paste(
    'exchange-policy',
    'exo-policy',
    '535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator. [FR0P281CA0001.DEUP281.PROD.OUTLOOK.COM]',
  ),
  ...paste(
    'exchange-basic-off',
    'exo-basic-off',
    '535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [LO4P123CA0001.GBRP123.PROD.OUTLOOK.COM]',
    '550 5.7.30 Basic authentication is not supported for Client Submission.',
  ),
  ...paste(
    'exchange-locked',
    'exo-locked',
    '5.7.57 Client not authenticated to send mail. Error: 535 5.7.139 Authentication unsuccessful, account locked. Contact your administrator.',
  ),
  ...paste(
    'exchange-password',
    'exo-password',
    '535 5.7.139 Authentication unsuccessful, the user credentials were incorrect. [DB9PR05CA0001.eurprd05.prod.outlook.com]',
  ),
  ...paste('exchange-139', 'exo-policy', '5.7.139'),
  ...paste(
    'exchange-send-as',
    'exo-send-as',
    '554 5.2.252 SendAsDenied; billing@contoso.com not allowed to send as invoices@contoso.com; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied',
    '550 5.7.60 SMTP; Client does not have permissions to send as this sender',
  ),
  ...paste('exchange-quota', 'exo-quota', '554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException'),
  ...paste(
    'exchange-errors',
    'exo-errors',
    '550 5.2.254 InvalidRecipientsException; Message was throttled because of continuous errors',
  ),
  ...paste(
    'exchange-connections',
    'exo-connections',
    '432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded. [Hostname=VI1PR05MB0000.eurprd05.prod.outlook.com]',
  ),
  ...paste(
    'exchange-auth',
    'exo-not-allowed',
    '535 5.7.3 Authentication unsuccessful [AM0PR02CA0001.eurprd02.prod.outlook.com]',
    'smtp.office365.com:587 AUTH XOAUTH2 -> 535 5.7.3 Authentication unsuccessful',
  ),
  ...paste('exchange-mailbox-sign-in', 'exo-not-allowed', '430 4.2.0 STOREDRV; mailbox logon failure'),
  ...paste(
    'exchange-not-logged-in',
    'exo-no-login',
    '530 5.7.57 Client not authenticated to send mail. [ZR0P278CA0001.CHEP278.PROD.OUTLOOK.COM]',
  ),
  ...paste(
    'exchange-off-tenant',
    'exo-off-tenant',
    `MailKit.Security.AuthenticationException: ${off('Tenant')} ${host}`,
    `Error: Invalid login: ${off('Tenant')} ${host} at SMTPConnection._formatError { code: 'EAUTH', response: '535 5.7.139', responseCode: 535, command: 'AUTH XOAUTH2' }`,
    `SMTP ERROR: Password command failed: ${off('Tenant')} SMTP Error: Could not authenticate.`,
    `smtplib.SMTPAuthenticationError: (535, b'5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled')`,
    `postfix/smtp[17059]: 9BDCBA19EA: SASL authentication failed; server smtp.office365.com[40.99.150.50] said: ${off('Tenant')} ${host}`,
  ),
  ...paste(
    'exchange-off-mailbox',
    'exo-off-mailbox',
    `Unable to send email. javax.mail.AuthenticationFailedException: ${off('Mailbox')} ${host}`,
    `System.Net.Mail.SmtpException: The SMTP server requires a secure connection or the client was not authenticated. The server response was: 5.7.57 Client not authenticated to send mail. Error: ${off('Mailbox')}`,
    `Expected response code "235" but got code "535", with message "${off('Mailbox')} ${host}".`,
  ),
  ...paste(
    'exchange-security-defaults',
    'exo-security-defaults',
    `smtplib.SMTPAuthenticationError: (535, b"5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator. ${host}")`,
  ),
  ...paste(
    'exchange-policy',
    'exo-policy',
    `MailKit.Security.AuthenticationException: 535: 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator. ${host}`,
    `SERVER -> CLIENT: 535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator.`,
  ),
  ...paste(
    'exchange-basic-off',
    'exo-basic-off',
    `SMTP error from remote server: 550 5.7.30 Basic authentication is not supported for Client Submission. ${host}`,
    "smtplib.SMTPAuthenticationError: (535, b'5.7.139 Authentication unsuccessful, basic authentication is disabled.')",
    "Error: Invalid login: 535 5.7.139 Authentication unsuccessful, basic authentication is disabled. { code: 'EAUTH', command: 'AUTH LOGIN' }",
    'The server response was: 5.7.30 Basic authentication is not supported for Client Submission.',
  ),
  ...paste(
    'exchange-send-as',
    'exo-send-as',
    `554 5.2.0 ${stored}:SendAsDeniedException.MapiExceptionSendAsDenied; ${permanent} 0.35250:0A00AC80`,
    `Expected response code 250 but got code "554", with message "554 5.2.252 ${stored}:SendAsDeniedException.MapiExceptionSendAsDenied; ${permanent}"`,
    `Error: Message failed: 550 5.3.4 554 5.2.0 ${stored}:SendAsDeniedException.MapiExceptionSendAsDenied; ${permanent} at SMTPConnection._formatError`,
    "smtplib.SMTPDataError: (550, b'5.7.60 SMTP; Client does not have permissions to send as this sender')",
    'SMTP Error: data not accepted.SMTP server error: DATA END command failed Detail: 5.7.60 SMTP; Client does not have permissions to send as this sender [CY4PR1701MB1800.namprd17.prod.outlook.com] SMTP code: 550',
    'MailKit.Net.Smtp.SmtpCommandException: 5.7.60 SMTP; Client does not have permissions to send as this sender',
    `com.sun.mail.smtp.SMTPSendFailedException: 554 5.2.0 ${stored}:SendAsDeniedException.MapiExceptionSendAsDenied; ${permanent}`,
  ),
  ...paste(
    'exchange-quota',
    'exo-quota',
    `Expected response code 250 but got code "554", with message "554 5.2.0 ${stored}:SubmissionQuotaExceededException.MapiExceptionShutoffQuotaExceeded; ${permanent}"`,
    "550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients",
  ),
  ...paste(
    'exchange-spam-block',
    'exo-spam-block',
    `Error: Message failed: 554 5.2.0 ${stored}:OutboundSpamException; ${permanent}`,
    '550 5.1.8 Access denied, bad outbound sender AS(42004)',
    "Remote Server returned '550 5.7.705 Access denied, tenant has exceeded threshold.'",
    '550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP.',
  ),
  ...paste(
    'exchange-errors',
    'exo-errors',
    '550 5.2.251 SubmissionsBlockedException; message was throttled because of continuous errors in SMTP AUTH submissions',
  ),
  ...paste(
    'exchange-connections',
    'exo-connections',
    'com.sun.mail.smtp.SMTPSendFailedException: 432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded [Hostname=AM0PR06MB0001.eurprd06.prod.outlook.com]',
    "smtplib.SMTPDataError: (432, b'4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded')",
    'MailKit.Net.Smtp.SmtpCommandException: 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded.',
    '432 4.3.2 concurrent connection limit exceeded',
  ),
  ...paste(
    'exchange-rate',
    'quota-used',
    '451 4.4.2 Message submission rate for this client has exceeded the configured limit',
    `451 4.7.500 Server busy. Please try again later: rate limit ${host}`,
  ),
  ...paste(
    'exchange-mailbox-sign-in',
    'exo-not-allowed',
    `<** 430 4.2.0 STOREDRV; mailbox logon failure; ${stored}:ConnectionFailedTransientException.MapiExceptionLogonFailed; Failed to process message due to a transient exception with message [BeginDiagnosticData]Cannot open mailbox.`,
  ),
  ...paste(
    'exchange-xoauth2-text',
    'exo-xoauth2-text',
    'SASL authentication failed; server smtp.office365.com[52.98.1.1] said: 501 5.5.124 Invalid XOAUTH2 auth data',
    "smtplib.SMTPAuthenticationError: (501, b'5.5.124 Invalid XOAUTH2 auth data')",
  ),
  ...paste(
    'exchange-auth',
    'exo-not-allowed',
    `MailKit.Security.AuthenticationException: 535: 5.7.3 Authentication unsuccessful ${host} at MailKit.Net.Smtp.SmtpClient.AuthenticateAsync(SaslMechanism mechanism, CancellationToken cancellationToken)`,
    `MailKit.Security.AuthenticationException: AuthenticationInvalidCredentials: 5.7.3 Authentication unsuccessful [BN3PR03CA0067.namprd03.prod.outlook.com]`,
    `Error: Invalid login: 535 5.7.3 Authentication unsuccessful ${host} { code: 'EAUTH', responseCode: 535, command: 'AUTH XOAUTH2' }`,
    `postfix/smtp[17059]: 9BDCBA19EA: SASL authentication failed; server smtp.office365.com[40.99.150.50] said: 535 5.7.3 Authentication unsuccessful [FR3P281CA0094.DEUP281.PROD.OUTLOOK.COM]`,
    `smtplib.SMTPAuthenticationError: (535, b'5.7.3 Authentication unsuccessful [ROAP284CA0191.BRAP284.PROD.OUTLOOK.COM]')`,
    `SMTP ERROR: AUTH command failed: 535 5.7.3 Authentication unsuccessful ${host} SMTP Error: Could not authenticate.`,
    `jakarta.mail.AuthenticationFailedException: 535 5.7.3 Authentication unsuccessful ${host}`,
    'Connected to smtp://smtp.office365.com:587/ C: AUTH XOAUTH2 ******** S: 535 5.7.3 Authentication unsuccessful',
  ),
  ...paste(
    'exchange-not-logged-in',
    'exo-no-login',
    'System.Net.Mail.SmtpException: The SMTP server requires a secure connection or the client was not authenticated. The server response was: 5.7.57 Client not authenticated to send mail. [ZR0P278CA0001.CHEP278.PROD.OUTLOOK.COM]',
    '530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM',
  ),
  // As they stand in public reports, collected after the table was made.
  ...paste(
    'exchange-auth',
    'exo-not-allowed',
    '5.7.3 Authentication unsuccessful [DB6P18901CA0015.EURP189.PROD.OUTLOOK.COM]',
    '250-AM5PR0601CA0034.outlook.office365.com Hello 250-AUTH LOGIN SMTP ERROR: Password command failed: 535 5.7.3 Authentication unsuccessful',
  ),
  ...paste(
    'exchange-not-logged-in',
    'exo-no-login',
    '530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM [DM5PR21CA0024.namprd21.prod.outlook.com]',
  ),
];
