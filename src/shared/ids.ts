import { randomBytes, randomUUID } from 'node:crypto';
import { v5 } from 'uuid';

// No look-alikes (0/o, 1/l/i): an id is read out on the phone. 31 letters, 10 of them = 49 bits.
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';

/** A short, lower-case id that may stand in a uniqueName, a Key Vault name and an ARM path. */
export function newId(): string {
  let id = '';
  while (id.length < 10) {
    // Values over the largest multiple of 31 are dropped, otherwise the first letters would come up more often.
    for (const byte of randomBytes(16)) if (byte < 248 && id.length < 10) id += alphabet[byte % 31];
  }
  return id;
}

export const newUuid = (): string => randomUUID();

// Namespace of every UUIDv5 Sendpass computes. Changing it would orphan every role assignment made so far.
const namespace = '5f0f6c3e-9f5c-5d0a-8a3b-0f9a54d3b7c1';

/** The same words give the same UUID: a repeated PUT under it is a no-op. */
export const uuidOf = (...words: string[]): string => v5(words.join('|').toLowerCase(), namespace);
