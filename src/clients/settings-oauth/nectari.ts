import type { OAuthSettingsInput } from '../oauth-settings-input.ts';

/** Every field of "Manage SMTP" in Nectari SEI. "Use sender email" on: off, each user's own mailbox would have to be allowed. */
export function nectariOAuth(input: OAuthSettingsInput): string {
  return [
    `SMTP Server: ${input.host}`,
    `Sender Email: ${input.mailbox}`,
    `Port: ${input.port}`,
    'Authentication Type: OAuth 2.0',
    `Client ID: ${input.clientId}`,
    `Client Secret: ${input.clientSecret}`,
    'Secret Expiration Alert: on',
    `Secret Expiration Date: ${input.endsOn}`,
    `Token Endpoint: ${input.tokenEndpoint}`,
    `Scopes: ${input.scope}`,
    'Use SSL/TLS: on',
    'Use sender email: on',
  ].join('\n');
}
