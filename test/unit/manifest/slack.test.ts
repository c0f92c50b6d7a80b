import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scopes } from '../../../adapters/slack/scopes.ts';

const root = join(import.meta.dirname, '../../..');
// oxlint-disable-next-line typescript/no-explicit-any -- foreign JSON, read field by field
const manifest: any = JSON.parse(readFileSync(join(root, 'manifest/slack/manifest.json'), 'utf8'));

test('it asks for the scopes the doctor looks for, and no others', () => {
  expect(manifest.oauth_config.scopes.bot).toEqual(Object.keys(scopes));
});

test('each event it subscribes to is one that is handled', () => {
  const handler = readFileSync(join(root, 'adapters/slack/handle-event.ts'), 'utf8');
  for (const event of manifest.settings.event_subscriptions.bot_events)
    expect(handler).toContain(`case '${String(event).replace('message.im', 'message')}':`);
});

test('it keeps Slack’s limits (facts/chat.md §3)', () => {
  expect(manifest.display_information.name.length).toBeLessThanOrEqual(35);
  expect(manifest.display_information.description.length).toBeLessThanOrEqual(140);
  const [command] = manifest.features.slash_commands;
  expect(command.command.length).toBeLessThanOrEqual(32);
});
