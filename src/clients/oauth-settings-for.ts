import type { ClientId } from './client-id.ts';
import { clientProfiles } from './client-profiles.ts';
import type { OAuthSettingsInput } from './oauth-settings-input.ts';
import { dotnetOAuth } from './settings-oauth/dotnet.ts';
import { genericOAuth } from './settings-oauth/generic.ts';
import { nectariOAuth } from './settings-oauth/nectari.ts';
import { nodeOAuth } from './settings-oauth/node.ts';
import { phpOAuth } from './settings-oauth/php.ts';
import { powershellOAuth } from './settings-oauth/powershell.ts';
import { proxyOAuth } from './settings-oauth/oauth2-proxy.ts';
import { pythonOAuth } from './settings-oauth/python.ts';
import { curlOAuth } from './settings-oauth/curl.ts';
import { flat, settingsText } from './settings-text.ts';
import type { SettingsText } from './settings-text.ts';

const templates: Partial<Record<ClientId, (input: OAuthSettingsInput) => string>> = {
  nectari: nectariOAuth,
  'oauth2-proxy': proxyOAuth,
  node: nodeOAuth,
  python: pythonOAuth,
  dotnet: dotnetOAuth,
  php: phpOAuth,
  powershell: powershellOAuth,
  swaks: curlOAuth,
};

/** Paste-ready settings for a log-in with a token. A client that only knows passwords gets those of the proxy that stands before it. */
export function oauthSettingsFor(client: ClientId, input: OAuthSettingsInput): SettingsText {
  const speaker = clientProfiles[client].logins.includes('oauth') ? client : 'oauth2-proxy';
  return settingsText(speaker, 'oauth', (templates[speaker] ?? genericOAuth)(flat(input)));
}
