import type { SettingsInput } from '../settings-input.ts';

/**
 * main.cf and sasl_passwd as separate texts. The relay refuses any From but the sender's own, so the envelope and the header are
 * rewritten for the whole machine.
 */
export function postfixFiles(input: SettingsInput): { mainCf: string; saslPasswd: string } {
  const relay = `[${input.host}]:${input.port}`;
  const mainCf = [
    `relayhost = ${relay}`,
    'smtp_tls_security_level = verify',
    'smtp_tls_mandatory_protocols = >=TLSv1.2',
    'smtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt',
    'smtp_sasl_auth_enable = yes',
    'smtp_sasl_mechanism_filter = login',
    'smtp_sasl_security_options = noanonymous',
    'smtp_sasl_password_maps = texthash:/etc/postfix/sasl_passwd',
    'sender_canonical_classes = envelope_sender, header_sender',
    `sender_canonical_maps = static:${input.from}`,
  ].join('\n');
  return { mainCf, saslPasswd: `${relay} ${input.username}:${input.password}` };
}

export function postfixSettings(input: SettingsInput): string {
  const files = postfixFiles(input);
  return [
    '# /etc/postfix/main.cf (needs the package libsasl2-modules)',
    files.mainCf,
    '',
    '# /etc/postfix/sasl_passwd (chmod 600, owner root), then: postfix reload',
    files.saslPasswd,
  ].join('\n');
}
