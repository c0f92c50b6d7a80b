import type { OAuthSettingsInput } from '../oauth-settings-input.ts';

/**
 * Every field of "Manage SMTP" in Nectari SEI, in its order and by its names. "Use sender email" is on: off, each user's own address becomes
 * the From, and the mailboxes of all of them would have to be allowed.
 */
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
    `Use sender email: on (off, SEI sends as whoever is using it, and every mail but those of ${input.mailbox} is refused)`,
  ].join('\n');
}
