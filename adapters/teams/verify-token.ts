import { verify } from 'node:crypto';
import { z } from 'zod';
import type { SigningKeys } from './signing-keys.ts';

const header = z.object({ alg: z.literal('RS256'), kid: z.string() });
const claims = z.object({
  iss: z.string(),
  aud: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
  serviceurl: z.string(),
});

export type Verified = { ok: true; serviceUrl: string } | { ok: false; why: string };

// As the SDK: clocks differ by up to five minutes.
const toleranceS = 300;

/**
 * The bearer token of a delivery, checked by the headers alone, before a byte of the body is read. The SDK checks it again with the
 * activity; this comes first because the SDK answers a bad signature with 500, prints the key to stderr, takes tokens of any tenant
 * ("emulator") and lets unauthenticated tokens grow a list (facts/chat.md §0.4, §1.3).
 */
export async function verifyToken(
  authorization: string | undefined,
  wanted: { issuer: string; appId: string; now: Date },
  keys: SigningKeys,
): Promise<Verified> {
  const parts = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(authorization ?? '');
  const [, head = '', body = '', signature = ''] = parts ?? [];
  if (!parts) return refused('no bearer token');
  const parsedHead = header.safeParse(decode(head));
  const parsedClaims = claims.safeParse(decode(body));
  if (!parsedHead.success || !parsedClaims.success) return refused('not a token of the Bot Framework');
  const token = parsedClaims.data;
  if (token.iss !== wanted.issuer) return refused('wrong issuer');
  if (token.aud !== wanted.appId) return refused('wrong audience');
  const now = wanted.now.getTime() / 1000;
  if (now > token.exp + toleranceS) return refused('expired');
  if (token.nbf !== undefined && now < token.nbf - toleranceS) return refused('not yet valid');
  const found = await keys.find(parsedHead.data.kid);
  if (!found) return refused('unknown signing key');
  if (found.endorsements.length > 0 && !found.endorsements.includes('msteams'))
    return refused('a key of another channel');
  const good = verify('RSA-SHA256', Buffer.from(`${head}.${body}`), found.key, Buffer.from(signature, 'base64url'));
  return good ? { ok: true, serviceUrl: token.serviceurl } : refused('bad signature');
}

const refused = (why: string): Verified => ({ ok: false, why });

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
