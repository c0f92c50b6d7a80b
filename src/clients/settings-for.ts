import type { ClientId } from './client-id.ts';
import { clientProfiles } from './client-profiles.ts';
import type { SettingsInput } from './settings-input.ts';
import { dotnetSettings } from './settings/dotnet.ts';
import { genericSettings } from './settings/generic.ts';
import { nodeSettings } from './settings/node.ts';
import { phpSettings } from './settings/php.ts';
import { postfixSettings } from './settings/postfix.ts';
import { powershellSettings } from './settings/powershell.ts';
import { printerSettings } from './settings/printer.ts';
import { pythonSettings } from './settings/python.ts';
import { swaksSettings } from './settings/swaks.ts';
import { wordpressSettings } from './settings/wordpress.ts';

/** Those without one log in with a token: oauth-settings-for.ts. */
const templates: Partial<Record<ClientId, (input: SettingsInput) => string>> = {
  printer: printerSettings,
  php: phpSettings,
  dotnet: dotnetSettings,
  wordpress: wordpressSettings,
  python: pythonSettings,
  node: nodeSettings,
  postfix: postfixSettings,
  powershell: powershellSettings,
  swaks: swaksSettings,
};

/** Paste-ready settings. The text holds the password: it goes into the reveal dialog and nowhere else. */
export function settingsFor(client: ClientId, input: SettingsInput): { title: string; text: string; tested: boolean } {
  const { title, tested } = clientProfiles[client];
  return { title, text: (templates[client] ?? genericSettings)(oneLine(input)), tested };
}

/** A line break in a name would end the line it stands in, and start a setting of its own in main.cf. */
function oneLine(input: SettingsInput): SettingsInput {
  const flat = (text: string): string => text.replace(/[\r\n\0\u2028\u2029]+/g, ' ');
  return {
    ...input,
    host: flat(input.host),
    username: flat(input.username),
    password: flat(input.password),
    from: flat(input.from),
    displayName: flat(input.displayName),
  };
}
