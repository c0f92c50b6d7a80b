import type { OAuthSettingsInput } from '../oauth-settings-input.ts';

/**
 * email-oauth2-proxy (emailproxy.config): for clients that only know user name and password. It listens on this machine, gets the token and logs in
 * to Exchange. The client's password is its own invention: the proxy encrypts what it keeps with it. A `%` is doubled: the file is read with
 * interpolation.
 */
export function proxyOAuth(input: OAuthSettingsInput): string {
  const value = (text: string): string => text.replaceAll('%', '%%');
  return [
    '# emailproxy.config – https://github.com/simonrob/email-oauth2-proxy',
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
    `client_id = ${value(input.clientId)}`,
    `client_secret = ${value(input.clientSecret)}`,
    '',
    '# In the client: server 127.0.0.1, port 2587, no encryption (it does not leave this machine),',
    `# user name and From ${input.mailbox}, password: any you choose, always the same.`,
  ].join('\n');
}
