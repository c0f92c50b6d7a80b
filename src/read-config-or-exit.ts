import { ConfigError, readConfig } from './config.ts';
import type { Config } from './config.ts';

/** For the entries: what is wrong is said, all at once with its remedy, and nothing was started. Exit code 2. */
export function readConfigOrExit(what: string): Config {
  try {
    return readConfig();
  } catch (thrown) {
    if (!(thrown instanceof ConfigError)) throw thrown;
    console.error(`${what}: its configuration is incomplete.\n`);
    for (const { key, problem, fix } of thrown.problems) console.error(`  ${key} ${problem}\n      ${fix}`);
    process.exit(2);
  }
}
