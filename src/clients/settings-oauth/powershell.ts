import { quotePowerShell as quote } from '../quoting.ts';
import { fromRule } from '../oauth-settings-input.ts';
import type { OAuthSettingsInput } from '../oauth-settings-input.ts';

/** Send-MailMessage cannot log in with a token; the module Mailozaurr (built on MailKit) can. */
export function powershellOAuth(input: OAuthSettingsInput): string {
  return [
    '# Install-Module Mailozaurr -Scope CurrentUser',
    '$form = @{',
    "grant_type = 'client_credentials'",
    `client_id = ${quote(input.clientId)}`,
    `client_secret = ${quote(input.clientSecret)}`,
    `scope = ${quote(input.scope)}`,
    '}',
    `$token = (Invoke-RestMethod -Method Post -Uri ${quote(input.tokenEndpoint)} -Body $form).access_token`,
    `$mailbox = ${quote(input.mailbox)}`,
    '$login = ConvertTo-OAuth2Credential -UserName $mailbox -Token $token',
    `# ${fromRule}`,
    `$from = @{ Name = ${quote(input.displayName)}; Email = $mailbox }`,
    `Send-EmailMessage -Server ${quote(input.host)} -Port ${input.port} -SecureSocketOptions StartTls -Credential $login -OAuth2 -From $from -To 'somebody@example.com' -Subject 'Hello' -Text 'Sent with my own pass.'`,
  ].join('\n');
}
