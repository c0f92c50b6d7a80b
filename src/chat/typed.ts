import type { Platform } from '../people/person.ts';

/** What stands before a command where it can be typed anywhere; Teams knows its commands by the bot's own menu. */
export const typedBefore = { slack: '/sendpass' } satisfies Partial<Record<Platform, string>>;
