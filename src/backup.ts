import { parseArgs } from 'node:util';
import { createCredential } from '../adapters/azure/credential.ts';
import { createDatabasePassword } from '../adapters/azure/database-password.ts';
import { createLogger } from '../adapters/log/create-logger.ts';
import { backup, moveStore, restore } from '../adapters/postgres/backup.ts';
import type { Config } from './config.ts';
import { loadEnvFile } from './load-env-file.ts';
import { readConfigOrExit } from './read-config-or-exit.ts';
import { systemClock } from './shared/clock.ts';
import { asSendpassError } from './shared/errors.ts';

// `npm run backup -- FILE`, `npm run restore -- FILE`, `npm run move-store`. With the embedded database Sendpass must be stopped: its folder is locked.

const usage = `npm run backup -- FILE        everything Sendpass knows, into a new file
npm run restore -- FILE       into an unused database or folder
npm run move-store            from DATA_DIR into DATABASE_URL; with -- --back the other way round`;

async function main(): Promise<number> {
  const [, , command, ...rest] = process.argv;
  const { values, positionals } = parseArgs({
    args: rest,
    options: { back: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (command === undefined || (command === 'move' ? file !== undefined : file === undefined || values.back)) {
    console.error(usage);
    return 2;
  }
  loadEnvFile();
  const config = readConfigOrExit('Nothing was done');
  const [here, folder] = [placeOf(config), { dataDir: config.store.dataDir, logger: loggerOf(config) }];
  if (command === 'backup' && file)
    console.log(`${await backup(here, file)} lines in ${file}; keep it as you keep the database.`);
  else if (command === 'restore' && file) await restore(here, file, systemClock);
  else if (command === 'move' && config.store.kind === 'postgres')
    await (values.back ? moveStore(here, folder, systemClock) : moveStore(folder, here, systemClock));
  else {
    console.error(command === 'move' ? 'Set DATABASE_URL: one of the two places is there.' : usage);
    return 2;
  }
  if (command === 'move')
    console.log(
      `Moved. ${values.back ? 'Take DATABASE_URL out' : 'Start with DATABASE_URL set'}; the old place is as it was, never start on it again.`,
    );
  if (command === 'restore')
    console.log('Restored. Is the installation it was made of still running? Then do not start this one.');
  return 0;
}

/** Warnings and worse: what is told here is told by this program. */
const loggerOf = (config: Config) => createLogger(config.logLevel === 'info' ? 'warn' : config.logLevel);

function placeOf(config: Config) {
  const { store, identity, cloud, tenantId } = config;
  const logger = loggerOf(config);
  if (store.kind === 'pglite') return { dataDir: store.dataDir, logger };
  if (store.auth === 'password') return { url: store.url, logger };
  return {
    url: store.url,
    logger,
    password: createDatabasePassword(createCredential(identity, cloud, tenantId), cloud),
  };
}

main().then(
  (code) => process.exit(code),
  (thrown: unknown) => {
    console.error(`Nothing was done: ${asSendpassError(thrown).advice}`);
    process.exit(1);
  },
);
