import { quotePython as quote } from '../quoting.ts';
import type { SettingsInput } from '../settings-input.ts';

/** Standard library only, and no indentation: chat clients drop leading spaces when text is copied. */
export function pythonSettings(input: SettingsInput): string {
  return [
    'import smtplib, ssl',
    'from email.message import EmailMessage',
    'from email.utils import formataddr',
    'message = EmailMessage()',
    `message['From'] = formataddr((${quote(input.displayName)}, ${quote(input.from)}))`,
    "message['To'] = 'somebody@example.com'",
    "message['Subject'] = 'Hello'",
    "message.set_content('Sent with my own pass.')",
    `smtp = smtplib.SMTP(${quote(input.host)}, ${input.port})`,
    'smtp.starttls(context=ssl.create_default_context())',
    `smtp.login(${quote(input.username)}, ${quote(input.password)})`,
    'smtp.send_message(message)',
    'smtp.quit()',
  ].join('\n');
}
