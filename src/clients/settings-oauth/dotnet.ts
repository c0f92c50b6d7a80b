import { quoteCSharp as quote } from '../quoting.ts';
import { fromRule } from '../oauth-settings-input.ts';
import type { OAuthSettingsInput } from '../oauth-settings-input.ts';

/** MailKit with Microsoft.Identity.Client, which keeps the token until it ends. */
export function dotnetOAuth(input: OAuthSettingsInput): string {
  return [
    '// dotnet add package MailKit',
    '// dotnet add package Microsoft.Identity.Client',
    'using MailKit.Net.Smtp;',
    'using MailKit.Security;',
    'using Microsoft.Identity.Client;',
    'using MimeKit;',
    `var application = ConfidentialClientApplicationBuilder.Create(${quote(input.clientId)})`,
    `.WithClientSecret(${quote(input.clientSecret)})`,
    `.WithAuthority(${quote(input.tokenEndpoint.replace(/\/oauth2\/v2\.0\/token$/, ''))})`,
    '.Build();',
    `var token = await application.AcquireTokenForClient(new[] { ${quote(input.scope)} }).ExecuteAsync();`,
    'var message = new MimeMessage();',
    `// ${fromRule}`,
    `message.From.Add(new MailboxAddress(${quote(input.displayName)}, ${quote(input.mailbox)}));`,
    'message.To.Add(MailboxAddress.Parse("somebody@example.com"));',
    'message.Subject = "Hello";',
    'message.Body = new TextPart("plain") { Text = "Sent with my own pass." };',
    'using var client = new SmtpClient();',
    `await client.ConnectAsync(${quote(input.host)}, ${input.port}, SecureSocketOptions.StartTls);`,
    `await client.AuthenticateAsync(new SaslMechanismOAuth2(${quote(input.mailbox)}, token.AccessToken));`,
    'await client.SendAsync(message);',
    'await client.DisconnectAsync(true);',
  ].join('\n');
}
