import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { playRequest, untilCard } from '../support/scenario-play.ts';
import { sharedScene } from '../support/scenario-scene.ts';
import { findSecrets, tablesOf } from '../support/scenario-secrets.ts';
import { formsOf, scan } from '../support/secret-scan.ts';

// The control: a value that is in each place must be found there, or the scans elsewhere prove nothing.

const scene = sharedScene();

test('a value in any of its forms is found, wherever it stands', () => {
  const value = 'aB3~x"y\\z%/+=_(é)\nq0';
  for (const [form, bytes] of formsOf(value)) {
    const around = Buffer.concat([Buffer.from('x'.repeat(7)), bytes, Buffer.from('y'.repeat(5))]);
    expect([form, scan([{ name: 'here', bytes: around }], [{ name: 'it', value }]).length]).toEqual([form, 1]);
  }
  for (const lead of ['', 'a', 'ab', 'abc']) {
    const bytes = Buffer.from(Buffer.from(`${lead}${value} and more`).toString('base64'));
    expect([lead, scan([{ name: 'here', bytes }], [{ name: 'it', value }]).length]).toEqual([lead, 1]);
  }
  expect(scan([{ name: 'here', bytes: Buffer.from('nothing of the kind') }], [{ name: 'it', value }])).toEqual([]);
});

test('values that really are in files, rows, output and chats are found there', async () => {
  const { sandbox, bot } = scene();
  const purpose = 'planted~purpose.of_the-request Q8';
  await playRequest(sandbox, { purpose, appName: 'Planted name' });
  await untilCard(sandbox, 'personal:owner', { says: /Planted name: waiting/ });
  const said = await sandbox.requests();
  const asked = said.find((each) => each['requestBody']?.['name'] === 'task/submit');
  await sandbox.plant('planted-in-a-file');
  writeFileSync(join(bot.dataDir, 'planted.bin'), Buffer.from('....planted-in-a-file', 'utf16le'));
  const planted = [
    { name: 'purpose', value: purpose },
    { name: 'ready', value: 'Sendpass is ready' },
    { name: 'job', value: 'expire-requests' },
  ];
  expect(asked).toBeDefined();
  const { findings } = await findSecrets(sandbox, bot, { planted, tables: () => tablesOf(bot.dataDir) });
  const places = (needle: RegExp): string =>
    findings
      .filter((each) => needle.test(each.needle))
      .map((each) => each.place)
      .join('\n');
  expect(places(/purpose/)).toMatch(/^file .*base/m);
  expect(places(/purpose/)).toMatch(/^table .*request/m);
  expect(places(/purpose/)).toMatch(/^exchange \d+ connector POST/m);
  expect(places(/purpose/)).toMatch(/^exchange \d+ bot POST/m);
  expect(places(/ready/)).toMatch(/^output$/m);
  expect(places(/job/)).toMatch(/^table sendpass_jobs\./m);
  expect(places(/\(pla…\)/)).toMatch(/planted\.bin/);
});
