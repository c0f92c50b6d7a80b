import { v5 as uuidv5 } from 'uuid';
import type { ManifestSettings } from '../settings.ts';

/** As in command-lists.json, which the sandbox's console reads too. */
export type CommandList = { scopes: string[]; commands: { title: string; description: string }[] };

/** Namespace of app ids. Never changed: the same bot must stay the same app, or people would have it twice. */
const appIds = '7f2f6a0e-6a5b-4c0e-9f57-1d0c8a3b5e42';

/**
 * The app as Teams takes it, schema 1.30 (facts/chat §2; github.com/microsoft/json-schemas teams/v1.30). What is not in that schema is refused
 * by Teams, so nothing is added "to be safe".
 */
export function appManifest(settings: ManifestSettings, commandLists: CommandList[]) {
  const { botAppId, name, publicUrl } = settings;
  return {
    $schema: 'https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.schema.json',
    manifestVersion: '1.30',
    version: settings.version,
    id: uuidv5(botAppId, appIds),
    developer: {
      name: settings.company,
      websiteUrl: settings.websiteUrl,
      privacyUrl: settings.privacyUrl,
      termsOfUseUrl: settings.termsUrl,
    },
    name: { short: name, full: `${name}: passes for applications that send mail` },
    description: {
      short: 'Gives an application its pass to send mail.',
      full:
        'Ask for a sender in a private chat; IT approves it on a card. The credentials are made, proven by logging in, and shown to the ' +
        'owner and nobody else. Later the same chat says what an error means, sends a test mail, and moves a sender to another mail service.',
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#1F5FBF',
    defaultInstallScope: 'personal',
    defaultGroupCapability: { team: 'bot', groupchat: 'bot' },
    bots: [
      {
        botId: botAppId,
        // A group chat is treated like a channel: it can be the place where requests are decided.
        scopes: ['personal', 'team', 'groupChat'],
        isNotificationOnly: false,
        // Without it nobody can attach the report that `radar` reads.
        supportsFiles: true,
        supportsCalling: false,
        supportsVideo: false,
        commandLists,
      },
    ],
    // It writes to owners and approvers on its own accord.
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [new URL(publicUrl).host],
  };
}
