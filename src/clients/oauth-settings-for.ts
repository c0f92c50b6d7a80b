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

/** Clients without one cannot get a token themselves: the form refuses them and names the proxy. */
const templates: Partial<Record<ClientId, (input: OAuthSettingsInput) => string>> = {
  nectari: nectariOAuth,
  'oauth2-proxy': proxyOAuth,
  node: nodeOAuth,
  python: pythonOAuth,
  dotnet: dotnetOAuth,
  php: phpOAuth,
  powershell: powershellOAuth,
};

/** By test/scenario/exchange.test.ts. */
const triedInTests: readonly ClientId[] = ['node', 'python', 'php'];

/** Paste-ready settings for a log-in with a token. The text holds the secret: it goes into the reveal dialog and nowhere else. */
export function oauthSettingsFor(
  client: ClientId,
  input: OAuthSettingsInput,
): { title: string; text: string; tested: boolean } {
  const template = templates[client] ?? genericOAuth;
  return { title: clientProfiles[client].title, text: template(oneLine(input)), tested: triedInTests.includes(client) };
}

/** A line break in a name would end the line it stands in, and start a setting of its own. */
function oneLine(input: OAuthSettingsInput): OAuthSettingsInput {
  const flat = (text: string): string => text.replace(/[\r\n\0\u2028\u2029]+/g, ' ');
  return {
    ...input,
    host: flat(input.host),
    mailbox: flat(input.mailbox),
    clientSecret: flat(input.clientSecret),
    displayName: flat(input.displayName),
  };
}
