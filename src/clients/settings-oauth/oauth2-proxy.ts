import { fromRule } from '../oauth-settings-input.ts';
import type { OAuthSettingsInput } from '../oauth-settings-input.ts';

/**
 * email-oauth2-proxy (emailproxy.config), for clients that only know user name and password: it listens on this machine, gets the token and
 * logs in. Without the last section any password would do, because the proxy can always get a new token; with it the first one that is
 * used encrypts the secret, and only that one opens it again. `redirect_uri` is not used, but versions before 2024 refuse an account
 * without it. A `%` is doubled: the file is read with interpolation. Source: its emailproxy.py and emailproxy.config.
 */
export function proxyOAuth(input: OAuthSettingsInput): string {
  const value = (text: string): string => text.replaceAll('%', '%%');
  return [
    '# emailproxy.config for email-oauth2-proxy, version of March 2024 or newer',
    '[SMTP-2587]',
    'local_address = 127.0.0.1',
    `server_address = ${value(input.host)}`,
    `server_port = ${input.port}`,
    'server_starttls = True',
    '',
    `[${input.mailbox}]`,
    `token_url = ${value(input.tokenEndpoint)}`,
    `oauth2_scope = ${value(input.scope)}`,
    'oauth2_flow = client_credentials',
    'redirect_uri = http://localhost',
    `client_id = ${value(input.clientId)}`,
    `client_secret = ${value(input.clientSecret)}`,
    '',
    '[emailproxy]',
    'delete_account_token_on_password_error = False',
    'encrypt_client_secret_on_first_use = True',
    '',
    '# In the client: server 127.0.0.1, port 2587, no encryption (it does not leave this machine),',
    `# user name and From ${input.mailbox}, and a password of your own: the first one used is the one that counts.`,
    `# ${fromRule}`,
    '# A printer or another machine reaches it only if local_address is this machine’s own. Then give the proxy a certificate',
    '# (local_certificate_path, local_key_path, local_starttls = True), or the password crosses your network in the clear.',
  ].join('\n');
}
