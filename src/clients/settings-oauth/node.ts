import { quoteJavaScript as quote } from '../quoting.ts';
import { fromRule } from '../oauth-settings-input.ts';
import type { OAuthSettingsInput } from '../oauth-settings-input.ts';

/** nodemailer's OAuth2 gets no token by client credentials, so the token is fetched first and handed over; it is good for about an hour. */
export function nodeOAuth(input: OAuthSettingsInput): string {
  return [
    "import nodemailer from 'nodemailer';",
    `const answer = await fetch(${quote(input.tokenEndpoint)}, {`,
    "method: 'POST',",
    'body: new URLSearchParams({',
    "grant_type: 'client_credentials',",
    `client_id: ${quote(input.clientId)},`,
    `client_secret: ${quote(input.clientSecret)},`,
    `scope: ${quote(input.scope)},`,
    '}),',
    '});',
    'const { access_token: accessToken, error_description: refused } = await answer.json();',
    'if (!accessToken) throw new Error(refused);',
    'const transport = nodemailer.createTransport({',
    `host: ${quote(input.host)},`,
    `port: ${input.port},`,
    'secure: false,',
    'requireTLS: true,',
    "tls: { minVersion: 'TLSv1.2' },",
    `auth: { type: 'OAuth2', user: ${quote(input.mailbox)}, accessToken },`,
    '});',
    'await transport.sendMail({',
    `// ${fromRule}`,
    `from: { name: ${quote(input.displayName)}, address: ${quote(input.mailbox)} },`,
    "to: 'somebody@example.com',",
    "subject: 'Hello',",
    "text: 'Sent with my own pass.',",
    '});',
  ].join('\n');
}
