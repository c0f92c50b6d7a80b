import { quoteCSharp as quote } from '../quoting.ts';
import type { SettingsInput } from '../settings-input.ts';

/** MailKit; System.Net.Mail is what Microsoft itself advises against. */
export function dotnetSettings(input: SettingsInput): string {
  return [
    '// dotnet add package MailKit',
    'using var client = new MailKit.Net.Smtp.SmtpClient();',
    `client.Connect(${quote(input.host)}, ${input.port}, MailKit.Security.SecureSocketOptions.StartTls);`,
    `client.Authenticate(${quote(input.username)}, ${quote(input.password)});`,
    'var message = new MimeKit.MimeMessage();',
    `message.From.Add(new MimeKit.MailboxAddress(${quote(input.displayName)}, ${quote(input.from)}));`,
    'message.To.Add(MimeKit.MailboxAddress.Parse("somebody@example.com"));',
    'message.Subject = "Hello";',
    'message.Body = new MimeKit.TextPart("plain") { Text = "Sent with my own pass." };',
    'client.Send(message);',
    'client.Disconnect(true);',
  ].join('\n');
}
