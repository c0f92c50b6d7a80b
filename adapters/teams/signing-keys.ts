import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { isFresh } from '../../src/shared/clock.ts';
import type { Clock } from '../../src/shared/clock.ts';
import { SendpassError } from '../../src/shared/errors.ts';

const metadata = z.object({ jwks_uri: z.url() });
const keySet = z.object({
  keys: z.array(
    z.object({
      kid: z.string(),
      kty: z.string(),
      n: z.string().optional(),
      e: z.string().optional(),
      endorsements: z.array(z.string()).optional(),
    }),
  ),
});

const day = 24 * 3600_000;
// An unknown kid may be a rolled key or junk: junk must not make us ask more than once a minute.
const minute = 60_000;

/** `endorsements`: the channels this key may speak for; an empty list says nothing. */
export type SigningKey = { key: KeyObject; endorsements: string[] };
export type SigningKeys = { find(kid: string): Promise<SigningKey | undefined> };

/**
 * The keys the Bot Framework signs with (facts/chat.md §1.4: OpenID metadata → jwks_uri), kept a day. Throws `retryable`
 * `bot-keys-unreachable` when they cannot be read and none are kept; old keys are better than none.
 */
export function createSigningKeys(openIdMetadataUrl: string, clock: Clock): SigningKeys {
  let keys = new Map<string, SigningKey>();
  let readAt = 0;
  let reading: Promise<void> | undefined;

  const read = (): Promise<void> => {
    reading ??= refresh().finally(() => {
      readAt = clock.now().getTime();
      reading = undefined;
    });
    return reading;
  };
  const refresh = async (): Promise<void> => {
    keys = await fetchKeys(openIdMetadataUrl);
  };

  return {
    async find(kid) {
      const now = clock.now().getTime();
      if (keys.size === 0 || !isFresh(readAt, now, keys.has(kid) ? day : minute))
        await read().catch((thrown: unknown) => {
          if (keys.size === 0) throw thrown;
        });
      return keys.get(kid);
    },
  };
}

async function fetchKeys(url: string): Promise<Map<string, SigningKey>> {
  try {
    const { jwks_uri } = metadata.parse(await fetchJson(url));
    const found = keySet.parse(await fetchJson(jwks_uri));
    const keys = new Map<string, SigningKey>();
    for (const { kid, kty, n, e, endorsements = [] } of found.keys)
      if (kty === 'RSA' && n && e)
        keys.set(kid, { key: createPublicKey({ key: { kty, n, e }, format: 'jwk' }), endorsements });
    return keys;
  } catch (thrown) {
    throw new SendpassError({
      code: 'bot-keys-unreachable',
      kind: 'retryable',
      advice: 'The signing keys of the Bot Framework cannot be read, so no message can be checked.',
      vendor: { neighbour: 'bot-login' },
      cause: thrown,
    });
  }
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: 'error' });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
}
