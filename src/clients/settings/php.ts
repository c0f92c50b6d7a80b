import { quotePhp, quotePhpIni } from '../quoting.ts';
import type { SettingsInput } from '../settings-input.ts';

/** PHPMailer, and the same values for an application that reads an ini file. PHP's own mail() cannot log in. */
export function phpSettings(input: SettingsInput): string {
  return [
    '// PHPMailer',
    '$mail = new PHPMailer\\PHPMailer\\PHPMailer(true);',
    '$mail->isSMTP();',
    `$mail->Host = ${quotePhp(input.host)};`,
    `$mail->Port = ${input.port};`,
    "$mail->SMTPSecure = 'tls';",
    '$mail->SMTPAuth = true;',
    "$mail->AuthType = 'LOGIN';",
    `$mail->Username = ${quotePhp(input.username)};`,
    `$mail->Password = ${quotePhp(input.password)};`,
    "$mail->CharSet = 'UTF-8';",
    `$mail->setFrom(${quotePhp(input.from)}, ${quotePhp(input.displayName)});`,
    '',
    '; or an ini file of your application',
    phpIniSettings(input),
  ].join('\n');
}

export function phpIniSettings(input: SettingsInput): string {
  return [
    '[smtp]',
    `host = ${quotePhpIni(input.host)}`,
    `port = ${input.port}`,
    "encryption = 'tls'",
    `username = ${quotePhpIni(input.username)}`,
    `password = ${quotePhpIni(input.password)}`,
    `from = ${quotePhpIni(input.from)}`,
    `from_name = ${quotePhpIni(input.displayName)}`,
  ].join('\n');
}
