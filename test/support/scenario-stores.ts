import { Client } from 'pg';
import type { BotOptions } from './bot.ts';
import { startPostgres, whyNoPostgres } from './postgres.ts';
import { dump } from './scenario-secrets.ts';

export type OpenStore = {
  name: string;
  /** Why it cannot be tried here. */
  skip?: string;
  /** `rows`: all tables as text, where they cannot be read from the bot's folder. */
  open: () => { bot: Pick<BotOptions, 'databaseUrl'>; rows?: () => Promise<Record<string, string>>; close: () => void };
};

/** Every store the main job must work on. PostgreSQL joins where it is installed. */
export function stores(): OpenStore[] {
  const none = whyNoPostgres();
  return [
    { name: 'the embedded database', open: () => ({ bot: {}, close: () => undefined }) },
    {
      name: 'PostgreSQL',
      ...(none === undefined ? {} : { skip: none }),
      open() {
        const server = startPostgres();
        const databaseUrl = server.createDatabase();
        return { bot: { databaseUrl }, rows: () => rowsOf(databaseUrl), close: () => server.stop() };
      },
    },
  ];
}

async function rowsOf(url: string): Promise<Record<string, string>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await dump(async (text) => (await client.query<Record<string, string>>(text)).rows);
  } finally {
    await client.end();
  }
}
