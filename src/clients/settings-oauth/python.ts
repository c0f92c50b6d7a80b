import { quotePython as quote } from '../quoting.ts';
import { fromRule } from '../oauth-settings-input.ts';
import type { OAuthSettingsInput } from '../oauth-settings-input.ts';

/**
 * Standard library only, and no indentation: chat clients drop leading spaces when text is copied. `Answer` hands on an answer of 400 or
 * 401: urlopen raises before anybody can read what Entra says in it.
 */
export function pythonOAuth(input: OAuthSettingsInput): string {
  return [
    'import json, smtplib, ssl, sys',
    'from email.message import EmailMessage',
    'from email.utils import formataddr',
    'from urllib.parse import urlencode',
    'from urllib.request import HTTPErrorProcessor, build_opener',
    'class Answer(HTTPErrorProcessor): https_response = lambda self, request, response: response',
    'form = urlencode({',
    "'grant_type': 'client_credentials',",
    `'client_id': ${quote(input.clientId)},`,
    `'client_secret': ${quote(input.clientSecret)},`,
    `'scope': ${quote(input.scope)},`,
    '}).encode()',
    `answer = json.load(build_opener(Answer).open(${quote(input.tokenEndpoint)}, form))`,
    "token = answer.get('access_token') or sys.exit(answer.get('error_description'))",
    `mailbox = ${quote(input.mailbox)}`,
    'message = EmailMessage()',
    `# ${fromRule}`,
    `message['From'] = formataddr((${quote(input.displayName)}, mailbox))`,
    "message['To'] = 'somebody@example.com'",
    "message['Subject'] = 'Hello'",
    "message.set_content('Sent with my own pass.')",
    `smtp = smtplib.SMTP(${quote(input.host)}, ${input.port})`,
    'smtp.starttls(context=ssl.create_default_context())',
    'smtp.ehlo()',
    String.raw`smtp.auth('XOAUTH2', lambda challenge=None: f'user={mailbox}\x01auth=Bearer {token}\x01\x01')`,
    'smtp.send_message(message)',
    'smtp.quit()',
  ].join('\n');
}
