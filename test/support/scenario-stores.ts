import type { BotOptions } from './bot.ts';

export type OpenStore = { name: string; open: () => Promise<{ bot: Pick<BotOptions, 'databaseUrl'>; close: () => Promise<void> }> };

/** Every store the main job must work on. PostgreSQL joins where it is installed. */
export function stores(): OpenStore[] {
  return [{ name: 'the embedded database', open: async () => ({ bot: {}, close: async () => undefined }) }];
}
