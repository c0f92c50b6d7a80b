import { z } from 'zod';
import { VaultError } from './door.ts';

const seconds = z.number().int().nonnegative();
const body = z
  .object({
    value: z.string().max(25_000),
    contentType: z.string().max(255),
    tags: z.record(z.string().max(256), z.string().max(256)).refine((tags) => Object.keys(tags).length <= 15),
    attributes: z.object({ enabled: z.boolean(), exp: seconds, nbf: seconds }).partial(),
  })
  .partial();

/** Value up to 25 000 characters, 15 tags of 256 characters, times in whole seconds. */
export function readSecretBody(raw: unknown): z.infer<typeof body> {
  const parsed = body.safeParse(raw ?? {});
  if (parsed.success) return parsed.data;
  const name = parsed.error.issues[0]?.path.map(String).join('.') ?? 'body';
  throw new VaultError(400, 'BadParameter', `Property ${name} has an invalid value.`);
}
