import { fromRule } from '../oauth-settings-input.ts';
import type { OAuthSettingsInput } from '../oauth-settings-input.ts';

/** Field by field, by the names most programs use. */
export function genericOAuth(input: OAuthSettingsInput): string {
  return [
    `Host: ${input.host}`,
    `Port: ${input.port}`,
    'Security: STARTTLS, required, TLS 1.2 or newer',
    'Authentication: OAuth 2.0 (XOAUTH2), client credentials',
    `User name (mailbox): ${input.mailbox}`,
    `Tenant (directory) ID: ${input.tenantId}`,
    `Client (application) ID: ${input.clientId}`,
    `Client secret: ${input.clientSecret}`,
    `Client secret ends: ${input.endsOn}`,
    `Token endpoint: ${input.tokenEndpoint}`,
    `Scope: ${input.scope}`,
    `From: ${input.mailbox}`,
    `From name: ${input.displayName}`,
    fromRule,
  ].join('\n');
}
