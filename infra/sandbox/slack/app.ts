// The Slack app as its workspace knows it: ids, tokens, what it was granted.
import { randomBytes, randomInt } from 'node:crypto';

export type SlackSecrets = { botToken: string; signingSecret: string; appToken: string };

export type SlackApp = SlackSecrets & {
  appId: string;
  teamId: string;
  /** Another company's workspace, whose people are in a shared channel. */
  foreignTeamId: string;
  botId: string;
  botUserId: string;
  /** The deprecated token in each delivery. Proves nothing, and is no secret of ours. */
  verificationToken: string;
};

export const BOT_NAME = 'Sendpass';
export const COMMAND = '/sendpass';
export const TEAM = { name: 'Contoso', domain: 'contoso' };

/** What the app's manifest asks for; `PUT /_sandbox/permissions` `slack:<scope>` takes one away. */
export const BOT_SCOPES = [
  'app_mentions:read',
  'channels:history',
  'channels:join',
  'channels:read',
  'chat:write',
  'commands',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'team:read',
  'usergroups:read',
  'users:read',
  'users:read.email',
];

const digits = (): string => `${randomInt(1_000_000, 9_999_999)}${randomInt(100_000, 999_999)}`;

export function newSlackSecrets(): SlackSecrets {
  return {
    botToken: `xoxb-${digits()}-${digits()}-${randomBytes(18).toString('base64url').replaceAll(/[-_]/g, 'x')}`,
    signingSecret: randomBytes(16).toString('hex'),
    appToken: `xapp-1-A${digits()}-${digits()}-${randomBytes(32).toString('hex')}`,
  };
}

export function seedSlackApp(guid: (label: string) => string, secrets: SlackSecrets): SlackApp {
  const id = (letter: string, label: string): string => slackId(letter, guid(`slack ${label}`));
  return {
    ...secrets,
    appId: id('A', 'app'),
    teamId: id('T', 'team'),
    foreignTeamId: id('T', 'foreign team'),
    botId: id('B', 'bot'),
    botUserId: id('U', 'bot user'),
    verificationToken: guid('slack verification').replaceAll('-', '').slice(0, 24),
  };
}

/** `U0123456789`: a letter and ten characters. */
export const slackId = (letter: string, guid: string): string =>
  `${letter}${guid.replaceAll('-', '').slice(0, 10).toUpperCase()}`;
