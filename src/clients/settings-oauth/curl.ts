import { quoteShell as quote } from '../quoting.ts';
import { fromRule } from '../oauth-settings-input.ts';
import type { OAuthSettingsInput } from '../oauth-settings-input.ts';

/**
 * curl 7.82 or newer, for the token and for the mail; swaks has no XOAUTH2. Secret and token go in by pipe: on the command line everybody on
 * the machine could read them.
 */
export function curlOAuth(input: OAuthSettingsInput): string {
  const field = (name: string, value: string): string => `--data-urlencode ${quote(`${name}=${value}`)}`;
  return [
    `answer="$(printf '%s' ${quote(input.clientSecret)} | curl --silent --show-error ${quote(input.tokenEndpoint)} \\`,
    `--data grant_type=client_credentials ${field('client_id', input.clientId)} \\`,
    `--data-urlencode client_secret@- ${field('scope', input.scope)})"`,
    String.raw`token="$(printf '%s' "$answer" | sed -n 's/.*"access_token" *: *"\([^"]*\)".*/\1/p')"`,
    `# ${fromRule}`,
    String.raw`if [ -z "$token" ]; then printf '%s\n' "$answer" >&2; false; else`,
    String.raw`printf 'oauth2-bearer = "%s"\n' "$token" | curl --config - --ssl-reqd --tlsv1.2 ` + '\\',
    `--url ${quote(`smtp://${input.host}:${input.port}`)} --user ${quote(`${input.mailbox}:`)} --login-options AUTH=XOAUTH2 \\`,
    `--mail-from ${quote(input.mailbox)} --mail-rcpt somebody@example.com \\`,
    `-H ${quote(`From: ${nameOf(input.displayName)} <${input.mailbox}>`)} -H 'To: somebody@example.com' -H 'Subject: Hello' \\`,
    "--form-string '=Sent with my own pass.'",
    'fi',
  ].join('\n');
}

/** curl sends a header as it is given, and outside of ASCII a name has to be an encoded word. */
const nameOf = (name: string): string =>
  /^[\x20-\x7e]*$/.test(name)
    ? `"${name.replace(/["\\]/g, '\\$&')}"`
    : `=?UTF-8?B?${Buffer.from(name, 'utf8').toString('base64')}?=`;
