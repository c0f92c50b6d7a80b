import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import tls from 'node:tls';
import { loadEnvFile } from './load-env-file.ts';
import { asSendpassError } from './shared/errors.ts';

// Before the many files below are loaded: what Node compiled of them is kept, which saves half a second of CPU at every start but the first.
// Where it cannot be written nothing is kept.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/sendpass/compiled'));
const { createLogger } = await import('../adapters/log/create-logger.ts');
const { startApp } = await import('./app.ts');
const { createDrain } = await import('./drain.ts');
const { readConfigOrExit } = await import('./read-config-or-exit.ts');
const { systemClock } = await import('./shared/clock.ts');

/** `npm start`. Exit code 2 = configuration, 1 = anything else that kept it from starting. */
async function main(): Promise<void> {
  loadEnvFile();
  const config = readConfigOrExit('Sendpass cannot start');
  // Before the first connection: SDKs keep agents that have read the list of authorities already.
  if (config.cloud.ca) tls.setDefaultCACertificates([...tls.getCACertificates('default'), config.cloud.ca]);
  const logger = createLogger(config.logLevel);
  const app = await startApp(config, logger);
  logger.info({ port: app.port, cloud: config.cloud.name, store: config.store.kind }, 'Sendpass is ready');
  const drain = createDrain(app, { clock: systemClock, logger, exit: (code) => process.exit(code) });
  const stop = (signal: string): void => void drain(signal);
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((thrown: unknown) => {
  const error = asSendpassError(thrown);
  console.error(`Sendpass cannot start: ${error.message}`);
  if (error.code === 'database-unavailable')
    console.error('Check host and port in DATABASE_URL and the way there; npm run doctor says more.');
  if (error.code === 'unexpected' && error.cause instanceof Error) console.error(error.cause.stack);
  process.exit(1);
});
