import type { SettingsInput } from '../settings-input.ts';

/** Fields by the names most devices use; there is nothing to quote in a web form. */
export function printerSettings(input: SettingsInput): string {
  return [
    `SMTP server: ${input.host}`,
    `Port: ${input.port}`,
    'Encryption: STARTTLS (sometimes "TLS"; not "SSL" and not port 465)',
    'Check server certificate: on',
    'SMTP authentication: on, LOGIN',
    `User name: ${input.username}`,
    `Password: ${input.password}`,
    `Device e-mail address: ${input.from}`,
    `Device name: ${input.displayName}`,
  ].join('\n');
}
