import { quotePowerShell as quote } from '../quoting.ts';
import type { SettingsInput } from '../settings-input.ts';

/** Splatted, so that each line stands for itself. Windows PowerShell 5.1 does not offer TLS 1.2 by itself. */
export function powershellSettings(input: SettingsInput): string {
  return [
    `$password = ConvertTo-SecureString ${quote(input.password)} -AsPlainText -Force`,
    `$login = New-Object PSCredential (${quote(input.username)}, $password)`,
    '[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12',
    '$mail = @{}',
    `$mail.SmtpServer = ${quote(input.host)}`,
    `$mail.Port = ${input.port}`,
    '$mail.UseSsl = $true',
    '$mail.Credential = $login',
    `$mail.From = ${quote(`${mailName(input.displayName)} <${input.from}>`)}`,
    "$mail.To = 'somebody@example.com'",
    "$mail.Subject = 'Hello'",
    "$mail.Body = 'Sent with my own pass.'",
    'Send-MailMessage @mail',
  ].join('\n');
}

/** A display name as RFC 5322 quoted-string: a comma or a dot in it would otherwise split the header. */
function mailName(name: string): string {
  return `"${name.replace(/["\\]/g, '\\$&')}"`;
}
