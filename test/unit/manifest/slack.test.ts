import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { scopes } from '../../../adapters/slack/scopes.ts';
import { fillIn } from '../../../manifest/slack/fill-in.ts';

const root = join(import.meta.dirname, '../../..');
const text = readFileSync(join(root, 'manifest/slack/manifest.yaml'), 'utf8');
// oxlint-disable-next-line typescript/no-explicit-any -- foreign YAML, read field by field
const manifest: any = parse(text);
const asked: string[] = manifest.oauth_config.scopes.bot;

test('it asks for the scopes the doctor looks for, and no others', () => {
  expect(asked).toEqual(Object.keys(scopes));
});

test('every scope says why it is there', () => {
  const lines = text.split('\n').map((line) => line.trim());
  for (const scope of asked) expect(lines.find((line) => line.startsWith(`- ${scope} # `))).toMatch(/# .{10,}/);
});

test('each event it subscribes to is one that is handled', () => {
  const handler = readFileSync(join(root, 'adapters/slack/handle-event.ts'), 'utf8');
  for (const event of manifest.settings.event_subscriptions.bot_events)
    expect(handler).toContain(`case '${String(event).replace('message.im', 'message')}':`);
});

/** Bot scopes each method takes, one of a row is enough: "Required scopes" of its page on docs.slack.dev. Those of views.* and auth.test: none. */
const needed: Record<string, string[]> = {
  'auth.test': [],
  'chat.delete': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.open': ['im:write'],
  'users.info': ['users:read'],
  'users.lookupByEmail': ['users:read.email'],
  'views.open': [],
  'views.publish': [],
  'views.update': [],
};

test('it asks for what the adapter calls, and for nothing that no call or event needs', () => {
  const code = readdirSync(join(root, 'adapters/slack'))
    .map((file) => readFileSync(join(root, 'adapters/slack', file), 'utf8'))
    .join('\n');
  const found = code.matchAll(/(?:client\.|['`])((?:auth|chat|conversations|users|views|files)\.[a-z]\w+)/g);
  const called = [...new Set([...found].map(([, method]) => method ?? ''))];
  expect(called.filter((method) => !(method in needed))).toEqual([]);
  expect(called.length).toBeGreaterThan(8);
  const used = new Set(called.flatMap((method) => needed[method] ?? []));
  // Of deliveries, not of calls: the command, what is said to it, where it is mentioned.
  for (const scope of ['commands', 'app_mentions:read']) used.add(scope);
  expect([...used].toSorted()).toEqual(asked.toSorted());
});

test('it keeps Slack’s limits (facts/chat.md §3)', () => {
  const filled = parse(fillIn({ ...settings, name: 'n'.repeat(30) }));
  expect(filled.display_information.name.length).toBeLessThanOrEqual(35);
  expect(filled.display_information.description.length).toBeLessThanOrEqual(140);
  expect(filled.features.bot_user.display_name.length).toBeLessThanOrEqual(80);
  const [command] = manifest.features.slash_commands;
  expect(command.command.length).toBeLessThanOrEqual(32);
});

const settings = {
  botAppId: '',
  publicUrl: 'https://sendpass.contoso.com',
  name: 'Sendpass: "test" # 1',
  company: '',
  websiteUrl: '',
  privacyUrl: '',
  termsUrl: '',
  version: '1.0.0',
};

test('filled in, it holds the address everywhere and the name as it is', () => {
  const filled = fillIn(settings);
  const made = parse(filled);
  expect(filled).not.toContain('YOUR-HOST');
  expect([made.display_information.name, made.features.bot_user.display_name]).toEqual([settings.name, settings.name]);
  const urls = [
    made.settings.interactivity.request_url,
    made.settings.event_subscriptions.request_url,
    made.features.slash_commands[0].url,
  ];
  expect(new Set(urls)).toEqual(new Set(['https://sendpass.contoso.com/slack/events']));
  expect({ ...made, display_information: null, features: null, settings: null }).toEqual({
    ...manifest,
    display_information: null,
    features: null,
    settings: null,
  });
});
