// The keys the Bot Framework signs its deliveries with. Not Entra's: a bot that mixes up the two key sets must be noticed.
import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose';

type Key = { kid: string; privateKey: CryptoKey; jwk: JWK & { endorsements: string[] } };
/** `teams` may speak for Teams, `webchat` only for Web Chat; `forged` is published nowhere. */
export type ChannelKeys = { teams: Key; webchat: Key; forged: Key };

let keys: Promise<ChannelKeys> | undefined;

/** One set per process, made when first needed. */
export function channelKeys(): Promise<ChannelKeys> {
  keys ??= makeAll();
  return keys;
}

async function makeAll(): Promise<ChannelKeys> {
  const [teams, webchat, forged] = await Promise.all([make(['msteams']), make(['webchat']), make([])]);
  return { teams, webchat, forged };
}

async function make(endorsements: string[]): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = randomUUID();
  const jwk = { ...(await exportJWK(publicKey)), kid, x5t: kid, use: 'sig', alg: 'RS256', endorsements };
  return { kid, privateKey, jwk };
}
