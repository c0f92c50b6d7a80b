import { existsSync } from 'node:fs';

/** `.env` of the working folder, where there is one; what the shell already set wins. For the entries, before readConfig. */
export function loadEnvFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}
