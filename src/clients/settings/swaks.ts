import { quoteShell as quote } from '../quoting.ts';
import type { SettingsInput } from '../settings-input.ts';

/** One command; the password is visible in the process list while it runs. */
export function swaksSettings(input: SettingsInput): string {
  const name = `"${input.displayName.replace(/["\\]/g, '\\$&')}"`;
  return [
    `swaks --server ${quote(input.host)} --port ${input.port} --tls --tls-verify --auth LOGIN \\`,
    `--auth-user ${quote(input.username)} \\`,
    `--auth-password ${quote(input.password)} \\`,
    `--from ${quote(input.from)} --h-From ${quote(`${name} <${input.from}>`)} \\`,
    '--to somebody@example.com',
  ].join('\n');
}
