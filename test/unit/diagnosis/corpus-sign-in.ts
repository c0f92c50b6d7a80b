import { paste } from './paste.ts';
import type { Pasted } from './paste.ts';

const app = '4c9f7c7e-5a51-4e0c-9d2c-0a1f5b7f2c11';
const trace =
  'Trace ID: 1f0c33f9-9d1b-4f39-a4a5-0a5be6f84b00 Correlation ID: 8a1e5b57-7f0d-4d64-9f0e-6b1d3f1a2b3c Timestamp: 2026-11-20 10:00:00Z';
/** Entra's sign-in. */
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
    'client-secret',
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
  ...paste('invalid-client', 'client-secret', '401 {"error":"invalid_client"}'),
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
  ...paste(
    'aadsts-7000222',
    'secret-expired',
    'Microsoft.Identity.Client.MsalServiceException: A configuration issue is preventing authentication - check the error message from the server for details. Original exception: AADSTS7000222: The provided client secret keys are expired. at Microsoft.Identity.Client.OAuth2.OAuth2Client',
    'azure.core.exceptions.ClientAuthenticationError: Authentication failed: AADSTS7000222: The provided client secret keys for app are expired.',
    'Fatal error: Uncaught League\\OAuth2\\Client\\Provider\\Exception\\IdentityProviderException: invalid_client AADSTS7000222',
    'sasl-xoauth2: TokenStore::Refresh: http error 401 {"error":"invalid_client","error_codes":[7000222]}',
    'emailproxy: Error requesting access token: {"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys are expired"}',
  ),
  ...paste(
    'aadsts-7000215',
    'client-secret',
    'CredentialUnavailableError: AuthenticationRequiredError: invalid_client: Error(s): 7000215 - Timestamp: 2026-11-20 10:00:00Z - Description: AADSTS7000215: Invalid client secret provided.',
    "{'error': 'invalid_client', 'error_description': 'AADSTS7000215: Invalid client secret provided.', 'error_codes': [7000215], 'trace_id': 'x'}",
    'Invoke-RestMethod : {"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID"}',
  ),
  ...paste(
    'aadsts-700016',
    'client-ids',
    `msal.exceptions: {'error': 'unauthorized_client', 'error_description': "AADSTS700016: Application with identifier '${app}' was not found in the directory 'Contoso'.", 'error_codes': [700016]}`,
    `ServerError: unauthorized_client: 700016 - [2026-11-20 10:00:00Z]: AADSTS700016: Application with identifier '${app}' was not found in the directory`,
  ),
  ...paste(
    'aadsts-65001',
    'consent-missing',
    'AADSTS650056: Misconfigured application. This could be due to one of the following: the client has not listed any permissions, or the admin has not consented in the tenant.',
    'AADSTS90094: An administrator of Contoso has set a policy that prevents you from granting this application the permissions it is requesting.',
  ),
  ...paste(
    'aadsts-50105',
    'assignment-required',
    "AADSTS50105: Your administrator has configured the application Office 365 Exchange Online to block users unless they are specifically granted ('assigned') access to the application.",
  ),
  ...paste(
    'aadsts-650051',
    'no-exchange',
    "AADSTS650052: The app is trying to access a service '00000002-0000-0ff1-ce00-000000000000'(Office 365 Exchange Online) that your organization lacks a service principal for.",
    'AADSTS650057: Invalid resource. The client has requested access to a resource which is not listed in the requested permissions.',
  ),
  ...paste(
    'aadsts-50194',
    'client-ids',
    `AADSTS50194: Application '${app}'(Billing) is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps.`,
    'AADSTS50059: No tenant-identifying information found in either the request or implied by any provided credentials.',
  ),
  ...paste(
    'aadsts-7000229',
    'principal-missing',
    `AADSTS7000229: The client application ${app} is missing service principal in the tenant.`,
  ),
  ...paste(
    'aadsts-700082',
    'client-delegated',
    'invalid_grant: AADSTS700082: The refresh token has expired due to inactivity.',
    'AADSTS70008: The provided authorization code or refresh token has expired due to inactivity.',
  ),
  ...paste(
    'aadsts-90033',
    'entra-busy',
    'AADSTS90033: A transient error has occurred. Please try again.',
    'AADSTS50196: The server terminated an operation because it encountered a client request loop.',
  ),
  ...paste(
    'aadsts-700024',
    'clock-wrong',
    'AADSTS700024: Client assertion is not within its valid time range. Current time: 2026-11-20T10:00:00Z',
  ),
  ...paste(
    'invalid-scope',
    'client-scope',
    '{"error":"invalid_scope"}',
    'oauthlib.oauth2.rfc6749.errors.InvalidScopeError: (invalid_scope)',
    '{"error":"invalid_resource"}',
  ),
  ...paste('invalid-client', 'client-secret', 'oauthlib.oauth2.rfc6749.errors.InvalidClientError: (invalid_client)'),
  // As they stand in public reports, collected after the table was made.
  ...paste(
    'aadsts-7000215',
    'client-secret',
    'ClientException Client error: `POST https://login.microsoftonline.com/common/oauth2/v2.0/token` resulted in a `401 Unauthorized` response: {"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided. Ensure the secret being se (truncated...)',
    'Get Token request returned http error: 401 and server response: {"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided."}',
  ),
  ...paste('aadsts-7000222', 'secret-expired', 'The provided client secret keys are expired.'),
];
