import type { ClientId } from './client-id.ts';
import type { SettingsInput } from './settings-input.ts';
import { flat, settingsText } from './settings-text.ts';
import type { SettingsText } from './settings-text.ts';
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

/** Paste-ready settings for a log-in with user name and password. */
export const settingsFor = (client: ClientId, input: SettingsInput): SettingsText =>
  settingsText(client, 'password', (templates[client] ?? genericSettings)(flat(input)));
