import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { Bot } from './bot.ts';
import type { SandboxProcess } from './sandbox.ts';
import { exchangesOf, filesIn, revealTokens, scan, secretNeedles, tokensIn } from './secret-scan.ts';
import type { Finding, Needle, Place } from './secret-scan.ts';

/** Every switch a curious operator could turn on. AZURE_LOG_LEVEL and NODE_DEBUG=http are refused by the configuration. */
export const loud = { DEBUG: '*', NODE_DEBUG: 'undici,fetch,tls,net' };

type Tables = Record<string, string>;

/** Every row of every table of the embedded database as text: compressed pages would hide a value from a look at the bytes. */
export async function tablesOf(dataDir: string): Promise<Tables> {
  const db = new PGlite(join(dataDir, 'pg'));
  try {
    return await dump(async (text) => (await db.query<Record<string, string>>(text)).rows);
  } finally {
    await db.close();
  }
}

export async function dump(query: (text: string) => Promise<Record<string, string>[]>): Promise<Tables> {
  const names = await query(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const tables: Tables = {};
  for (const { name = '' } of names) {
    const rows = await query(`select each::text as line from ${name} each`);
    tables[name] = rows.map((row) => row['line']).join('\n');
  }
  if (names.length < 5) throw new Error(`only ${names.length} tables: this is not the bot's database`);
  return tables;
}

export type Scanned = { findings: Finding[]; places: Place[] };

/** Stops the bot and looks everywhere. `planted` are values that are there on purpose, for the control test. */
export async function findSecrets(
  sandbox: SandboxProcess,
  bot: Bot,
  { planted = [], tables = async () => ({}) }: { planted?: Needle[]; tables?: () => Promise<Tables> } = {},
): Promise<Scanned> {
  await bot.stop();
  const requests = await sandbox.requests();
  const secrets = [...(await secretNeedles(sandbox)), ...planted];
  const onDisk = existsSync(bot.dataDir) ? filesIn(bot.dataDir) : [];
  const rows = await tables();
  const output: Place = { name: 'output', bytes: Buffer.from(bot.output()) };
  const inside = [
    ...onDisk,
    output,
    ...Object.entries(rows).map(([name, text]) => ({ name: `table ${name}`, bytes: Buffer.from(text) })),
  ];
  const wire = exchangesOf(requests);
  const findings = [
    ...scan(inside, [...secrets, ...revealTokens(requests)]),
    ...scan(wire, secrets),
    ...[...inside, ...wire.filter((each) => !each.name.includes(' bot '))].flatMap(tokensIn),
  ];
  return { findings, places: [...inside, ...wire] };
}

/** Rows of the embedded database where the bot has one. */
const ownTables = (bot: Bot): Promise<Tables> =>
  existsSync(join(bot.dataDir, 'pg')) ? tablesOf(bot.dataDir) : Promise.resolve({});

/**
 * For after a scenario: whatever secret or token is anywhere but in Key Vault and in the reveal dialog. `tables` where they are not in the
 * bot's folder. Stops the bot.
 */
export async function secretsLeft(
  sandbox: SandboxProcess,
  bot: Bot,
  tables: () => Promise<Tables> = () => ownTables(bot),
): Promise<Finding[]> {
  const { findings, places } = await findSecrets(sandbox, bot, { tables });
  if (places.length < 10) throw new Error(`only ${places.length} places were looked at`);
  return findings;
}
