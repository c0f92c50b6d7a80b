import type { SettingsInput } from '../settings-input.ts';

export function genericSettings(input: SettingsInput): string {
  return [
    `Host: ${input.host}`,
    `Port: ${input.port}`,
    'Security: STARTTLS, required, TLS 1.2 or newer',
    'Authentication: LOGIN',
    `Username: ${input.username}`,
    `Password: ${input.password}`,
    `From: ${input.from}`,
    `From name: ${input.displayName}`,
  ].join('\n');
}
