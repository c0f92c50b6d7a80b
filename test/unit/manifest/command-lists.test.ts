import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { approver, createRoom } from '../chat/fixtures.ts';

// Limits of the Teams manifest schema 1.30: three lists, twelve commands each, 128 characters (facts/chat §2, "Commands menu").
const schema = z.strictObject({
  commandLists: z
    .array(
      z.strictObject({
        scopes: z.array(z.enum(['personal', 'team', 'groupChat'])).min(1),
        commands: z
          .array(z.strictObject({ title: z.string().max(128), description: z.string().max(128) }))
          .min(1)
          .max(12),
      }),
    )
    .max(3),
});

const file = resolve(import.meta.dirname, '../../../manifest/teams/command-lists.json');
const { commandLists } = schema.parse(JSON.parse(readFileSync(file, 'utf8')));
const titles = [...new Set(commandLists.flatMap((list) => list.commands.map((command) => command.title)))];

test.each(titles)('the bot understands what the menu offers: %s', async (title) => {
  const room = createRoom();
  await room.repos.people.remember(approver);
  await room.say(approver, title, title === 'approvals here' ? '#approvals' : undefined);
  const answers = ['chat-1', 'chat-2', 'chat-3', 'chat-4', '#approvals'].flatMap((place) => room.at(place));
  expect(JSON.stringify(answers)).not.toContain('did not understand');
  expect(answers.length).toBeGreaterThan(0);
});

// Twelve is all a menu holds: a sender is retired from its card, or by typing it.
test('the menu offers every command there is, but retire and the one that an attached file stands for', () => {
  const commands = readdirSync(resolve(import.meta.dirname, '../../../src/chat/commands'))
    .flatMap((name) =>
      name === 'life.ts' ? ['rotate', 'stop', 'leaked'] : name.replace('.ts', '').replaceAll('-', ' '),
    )
    .filter((name) => name !== 'radar import');
  expect(commands.filter((name) => !titles.includes(name))).toEqual([]);
});
