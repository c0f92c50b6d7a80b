import { z } from 'zod';
import type { Application, World } from '../world.ts';

/** Whose secrets (`appId`, `uniqueName`, or one `keyId`; all of Sendpass's when none is given) end when (default: a minute ago). */
export const expireBody = z.strictObject({
  appId: z.string().optional(),
  uniqueName: z.string().optional(),
  keyId: z.string().optional(),
  endDateTime: z.iso.datetime({ offset: true }).optional(),
});

/** Moves end dates; gives what was moved, or a sentence when nothing matched. */
export function expirePassword(world: World, wish: z.infer<typeof expireBody>): { moved: string[] } | string {
  const endDateTime = wish.endDateTime ?? new Date(world.now() - 60_000).toISOString();
  const applications = world.applications.filter((each) => isMeant(world, each, wish));
  const passwords = applications.flatMap((each) => each.passwords).filter((each) => isKey(each.keyId, wish.keyId));
  if (passwords.length === 0) return 'no password matches';
  for (const password of passwords) password.endDateTime = endDateTime;
  return { moved: passwords.map((each) => each.keyId) };
}

const isKey = (keyId: string, wanted: string | undefined): boolean => wanted === undefined || wanted === keyId;

function isMeant(world: World, application: Application, wish: z.infer<typeof expireBody>): boolean {
  if (application.appId === world.self.appId || application.appId === world.bot.appId)
    return wish.appId === application.appId;
  if (wish.appId !== undefined && wish.appId !== application.appId) return false;
  return wish.uniqueName === undefined || wish.uniqueName === application.uniqueName;
}
