// Tokens on deliveries to the bot: the right one, and each wrong one a bot must refuse.
import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Context } from '../context.ts';
import { signingKeys } from '../tokens.ts';
import { channelKeys } from './keys.ts';

export const TOKEN_KINDS = [
  'valid',
  'none',
  'bad-signature',
  'wrong-audience',
  'wrong-issuer',
  'emulator',
  'expired',
  'no-endorsement',
  'no-service-url',
] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

export const CHANNEL_ISSUER = 'https://api.botframework.com';
export const serviceUrlOf = (context: Context): string => `${context.world.endpoints.connector}/`;

/**
 * A bearer token for one delivery. `emulator` is what anyone gets who can obtain an Entra token for the bot's own client id, in any
 * tenant: rightly signed, and not from the Bot Framework. `expired` ended 10 minutes ago, past botbuilder's 5 minutes of tolerance.
 */
export async function deliveryToken(
  context: Context,
  kind: TokenKind,
  serviceUrl?: string,
): Promise<string | undefined> {
  if (kind === 'none') return undefined;
  const now = Math.floor(context.world.now() / 1000);
  const exp = kind === 'expired' ? now - 600 : now + 3600;
  if (kind === 'emulator') return emulatorToken(context, now, exp);
  const { teams, webchat, forged } = await channelKeys();
  const named = kind === 'no-endorsement' ? webchat : teams;
  const signer = kind === 'bad-signature' ? forged : named;
  const claims = kind === 'no-service-url' ? {} : { serviceurl: serviceUrl ?? serviceUrlOf(context) };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: named.kid, x5t: named.kid })
    .setIssuer(kind === 'wrong-issuer' ? 'https://example.org' : CHANNEL_ISSUER)
    .setAudience(kind === 'wrong-audience' ? randomUUID() : context.world.bot.appId)
    .setNotBefore(exp - 3900)
    .setExpirationTime(exp)
    .sign(signer.privateKey);
}

async function emulatorToken(context: Context, now: number, exp: number): Promise<string> {
  const { kid, privateKey } = await signingKeys();
  const { appId } = context.world.bot;
  const tid = randomUUID();
  return new SignJWT({ appid: appId, azp: appId, tid, ver: '1.0', idtyp: 'app' })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid, x5t: kid })
    .setIssuer(`https://sts.windows.net/${tid}/`)
    .setAudience(appId)
    .setIssuedAt(now)
    .setNotBefore(now - 300)
    .setExpirationTime(exp)
    .sign(privateKey);
}
