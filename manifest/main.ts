import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { loadEnvFile } from '../src/load-env-file.ts';
import { fillIn } from './slack/fill-in.ts';
import { readSettings } from './settings.ts';
import { packageApp } from './teams/package-app.ts';

// `npm run manifest`: both apps as files, from the configuration. Exit code 2 = configuration. Asks nobody, changes nothing else.

const out = 'dist';

function main(): void {
  loadEnvFile();
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')));
  const settings = readSettings(process.env, process.argv.slice(2), version);
  if (Array.isArray(settings)) {
    console.error('The manifests cannot be made: their settings are incomplete.\n');
    for (const { key, problem, fix } of settings) console.error(`  ${key} ${problem}\n      ${fix}`);
    process.exit(2);
  }
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'sendpass-teams.zip'), packageApp(settings));
  writeFileSync(join(out, 'sendpass-slack.yaml'), fillIn(settings));
  console.log(`${join(out, 'sendpass-teams.zip')}   Teams admin centre, Manage apps, Upload new app
${join(out, 'sendpass-slack.yaml')}  api.slack.com/apps, Create New App, From a manifest`);
}

main();
