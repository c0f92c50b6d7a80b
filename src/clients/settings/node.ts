import { quoteJavaScript as quote } from '../quoting.ts';
import type { SettingsInput } from '../settings-input.ts';

/** nodemailer. Without requireTLS a server that does not offer STARTTLS would get the password in the clear. */
export function nodeSettings(input: SettingsInput): string {
  return [
    "import nodemailer from 'nodemailer';",
    'const transport = nodemailer.createTransport({',
    `host: ${quote(input.host)},`,
    `port: ${input.port},`,
    'secure: false,',
    'requireTLS: true,',
    "tls: { minVersion: 'TLSv1.2' },",
    "authMethod: 'LOGIN',",
    `auth: { user: ${quote(input.username)}, pass: ${quote(input.password)} },`,
    '});',
    'await transport.sendMail({',
    `from: { name: ${quote(input.displayName)}, address: ${quote(input.from)} },`,
    "to: 'somebody@example.com',",
    "subject: 'Hello',",
    "text: 'Sent with my own pass.',",
    '});',
  ].join('\n');
}
