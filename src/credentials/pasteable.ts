import type { ClientId } from '../clients/client-id.ts';
import { oauthSettingsFor } from '../clients/oauth-settings-for.ts';
import { settingsFor } from '../clients/settings-for.ts';
import type { SettingsText } from '../clients/settings-text.ts';
import type { ComposedCredentials } from './composed.ts';

/** The same credentials as the text the chosen client takes. It holds the secret in the clear: into the reveal dialog and nowhere else. */
export function pasteable(client: ClientId, credentials: ComposedCredentials, displayName: string): SettingsText {
  const { host, port, from, endsAt } = credentials;
  if (credentials.login === 'password') {
    const { username, password } = credentials;
    return settingsFor(client, { host, port, username, password: password.expose('reveal'), from, displayName });
  }
  const { mailbox, tenantId, clientId, clientSecret, tokenEndpoint, scope } = credentials;
  return oauthSettingsFor(client, {
    host,
    port,
    mailbox,
    tenantId,
    clientId,
    clientSecret: clientSecret.expose('reveal'),
    tokenEndpoint,
    scope,
    displayName,
    endsOn: endsAt.toISOString().slice(0, 10),
  });
}
