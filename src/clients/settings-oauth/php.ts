import { quotePhp as quote } from '../quoting.ts';
import { fromRule } from '../oauth-settings-input.ts';
import type { OAuthSettingsInput } from '../oauth-settings-input.ts';

/**
 * PHPMailer 6.6 or newer. Its own OAuth class knows refresh tokens only, so a token provider of one method stands in. `ignore_errors`: else
 * PHP throws away the answer that says why there is no token.
 */
export function phpOAuth(input: OAuthSettingsInput): string {
  return [
    '// PHPMailer 6.6 or newer',
    `$mailbox = ${quote(input.mailbox)};`,
    '$form = http_build_query([',
    "'grant_type' => 'client_credentials',",
    `'client_id' => ${quote(input.clientId)},`,
    `'client_secret' => ${quote(input.clientSecret)},`,
    `'scope' => ${quote(input.scope)},`,
    '], "", "&");',
    "$http = ['method' => 'POST', 'ignore_errors' => true, 'content' => $form,",
    "'header' => 'Content-Type: application/x-www-form-urlencoded'];",
    `$answer = json_decode(file_get_contents(${quote(input.tokenEndpoint)}, false, stream_context_create(['http' => $http])), true);`,
    "if (!isset($answer['access_token'])) throw new Exception($answer['error_description'] ?? 'No token');",
    'class SendpassToken implements PHPMailer\\PHPMailer\\OAuthTokenProvider {',
    'public function __construct(private string $mailbox, private string $token) {}',
    'public function getOauth64() { return base64_encode("user={$this->mailbox}\\1auth=Bearer {$this->token}\\1\\1"); }',
    '}',
    '$mail = new PHPMailer\\PHPMailer\\PHPMailer(true);',
    '$mail->isSMTP();',
    `$mail->Host = ${quote(input.host)};`,
    `$mail->Port = ${input.port};`,
    "$mail->SMTPSecure = 'tls';",
    '$mail->SMTPAuth = true;',
    "$mail->AuthType = 'XOAUTH2';",
    "$mail->setOAuth(new SendpassToken($mailbox, $answer['access_token']));",
    "$mail->CharSet = 'UTF-8';",
    `// ${fromRule}`,
    `$mail->setFrom($mailbox, ${quote(input.displayName)});`,
  ].join('\n');
}
