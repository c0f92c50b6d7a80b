import { quoteShell as quote } from '../quoting.ts';
import type { SettingsInput } from '../settings-input.ts';

/**
 * The password goes in where swaks asks for it: on the command line everybody on the machine could read it, and swaks takes one that
 * starts with a dash for an option.
 */
export function swaksSettings(input: SettingsInput): string {
  const name = `"${input.displayName.replace(/["\\]/g, '\\$&')}"`;
  return [
    `printf '%s\\n' ${quote(input.password)} | \\`,
    `swaks --server ${quote(input.host)} --port ${input.port} --tls --tls-verify --auth LOGIN \\`,
    `--auth-user ${quote(input.username)} --auth-password --protect-prompt \\`,
    `--from ${quote(input.from)} --h-From ${quote(`${name} <${input.from}>`)} \\`,
    "--to somebody@example.com --body 'Sent with my own pass.'",
  ].join('\n');
}
