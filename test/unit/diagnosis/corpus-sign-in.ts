import { paste } from './paste.ts';
import type { Pasted } from './paste.ts';

const app = '4c9f7c7e-5a51-4e0c-9d2c-0a1f5b7f2c11';
const trace =
  'Trace ID: 1f0c33f9-9d1b-4f39-a4a5-0a5be6f84b00 Correlation ID: 8a1e5b57-7f0d-4d64-9f0e-6b1d3f1a2b3c Timestamp: 2026-11-20 10:00:00Z';
/** Entra and Exchange Online. */
export const signInTexts: Pasted[] = [
  ...paste(
    'aadsts-7000222',
    'secret-expired',
    `AADSTS7000222: The provided client secret keys for app '${app}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret. ${trace}`,
    `MsalServiceException: A configuration issue is preventing authentication - check the error message from the server for details. Original exception: AADSTS7000222: The provided client secret keys for app '${app}' are expired.`,
    `{"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys for app '${app}' are expired.","error_codes":[7000222],"timestamp":"2026-11-20 10:00:00Z"}`,
    'aadsts7000222',
    "msal.exceptions: {'error': 'invalid_client', 'error_codes': [7000222]}",
  ),
  ...paste(
    'aadsts-7000215',
    'client-password',
    `AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${app}'. ${trace}`,
    'ServerError: invalid_client: 7000215 - [2026-11-20 10:00:00Z]: AADSTS7000215: Invalid client secret provided.',
    'Invalid client secret is provided.',
  ),
  ...paste(
    'aadsts-700016',
    'client-ids',
    `AADSTS700016: Application with identifier '${app}' was not found in the directory 'Contoso'. This can happen if the application has not been installed by the administrator of the tenant.`,
  ),
  ...paste(
    'aadsts-7000112',
    'app-disabled',
    `AADSTS7000112: Application '${app}'(Billing) is disabled.`,
    `unauthorized_client: Application '${app}' is disabled. ${trace}`,
  ),
  ...paste(
    'aadsts-53003',
    'conditional-access',
    'AADSTS53003: Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
  ),
  ...paste(
    'aadsts-90002',
    'client-ids',
    "AADSTS90002: Tenant 'contosso.com' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.",
  ),
  ...paste(
    'aadsts-7000216',
    'client-no-secret',
    "AADSTS7000216: 'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
    "AADSTS7000218: The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  ),
  ...paste(
    'aadsts-500011',
    'client-scope',
    'AADSTS500011: The resource principal named https://communication.azure.com/.defalt was not found in the tenant named Contoso.',
  ),
  ...paste(
    'aadsts-70011',
    'client-scope',
    'AADSTS1002012: The provided value for scope https://communication.azure.com is not valid. Client credential flows must have a scope value with /.default suffixed',
    "AADSTS70011: The provided value for the input parameter 'scope' isn't valid.",
  ),
  ...paste(
    'aadsts-50126',
    'client-user-login',
    'AADSTS50126: Error validating credentials due to invalid username or password.',
    'AADSTS50034: The user account does not exist in the contoso.com directory.',
  ),
  ...paste(
    'aadsts-50076',
    'mfa-needed',
    "AADSTS50076: Due to a configuration change made by your administrator, you must use multi-factor authentication to access '00000002-0000-0ff1-ce00-000000000000'.",
  ),
  ...paste(
    'aadsts-65001',
    'consent-missing',
    'AADSTS65001: The user or administrator has not consented to use the application.',
  ),
  ...paste('aadsts-other', 'entra-refused', 'AADSTS1234567: Something new happened.'),
  ...paste('invalid-client', 'client-password', '401 {"error":"invalid_client"}'),
  ...paste(
    'aadsts-900144',
    'client-no-secret',
    "AADSTS900144: The request body must contain the following parameter: 'client_id'.",
  ),
  ...paste(
    'aadsts-70003',
    'client-no-secret',
    "AADSTS70003: The app requested an unsupported grant type 'password_credentials'.",
  ),
  ...paste(
    'aadsts-50053',
    'exo-locked',
    "AADSTS50053: The account is locked, you've tried to sign in too many times with an incorrect user ID or password.",
  ),
  ...paste('aadsts-50057', 'account-disabled', 'AADSTS50057: The user account is disabled.'),
  ...paste(
    'unauthorized-client',
    'client-ids',
    'oauth2: cannot fetch token: 400 Bad Request {"error":"unauthorized_client"}',
  ),
  // Exchange Online
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
];
