// The signing keys of the sandbox's Entra (also used by the Bot Framework log-in) and what is in a token.
import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, jwtVerify, SignJWT, type CryptoKey, type JWK } from 'jose';
import type { World } from './world.ts';

type Keys = { kid: string; privateKey: CryptoKey; publicKey: CryptoKey; jwk: JWK };
let keys: Promise<Keys> | undefined;

/** One RSA pair per process, made when first needed. */
export function signingKeys(): Promise<Keys> {
  keys ??= makeKeys();
  return keys;
}

async function makeKeys(): Promise<Keys> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = randomUUID();
  return { kid, privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' } };
}

export const LIFETIME_S = 3599;
export const issuer = (world: World): string => `https://sts.windows.net/${world.tenantId}/`;

/** A v1 app-only access token, as client credentials give: `aud`, `appid`, `oid` of the principal, `idtyp: app`, `roles`. */
export async function issueToken(
  world: World,
  wish: { aud: string; appId: string; oid: string; roles?: string[]; name?: string; lifetimeS?: number },
): Promise<string> {
  const { kid, privateKey } = await signingKeys();
  const now = Math.floor(world.now() / 1000);
  const claims = {
    aud: wish.aud,
    iss: issuer(world),
    idp: issuer(world),
    app_displayname: wish.name ?? '',
    appid: wish.appId,
    appidacr: '1',
    idtyp: 'app',
    oid: wish.oid,
    sub: wish.oid,
    tid: world.tenantId,
    uti: randomUUID(),
    ver: '1.0',
    ...(wish.roles === undefined || wish.roles.length === 0 ? {} : { roles: wish.roles }),
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid, x5t: kid })
    .setIssuedAt(now)
    .setNotBefore(now)
    .setExpirationTime(now + (wish.lifetimeS ?? LIFETIME_S))
    .sign(privateKey);
}

type PersonClaims = {
  appId: string;
  oid: string;
  nonce: string | null;
  name: string;
  username: string;
};

/** A v2 ID token of a person who signed in to an application: `aud` = the application, `oid` and `tid` = who it is. */
export async function issueIdToken(world: World, wish: PersonClaims): Promise<string> {
  const { kid, privateKey } = await signingKeys();
  const now = Math.floor(world.now() / 1000);
  const claims = {
    aud: wish.appId,
    iss: `${world.endpoints.entra}/${world.tenantId}/v2.0`,
    oid: wish.oid,
    // Pairwise: another one for each application.
    sub: createHash('sha256').update(`${wish.appId}|${wish.oid}`).digest('base64url'),
    tid: world.tenantId,
    name: wish.name,
    preferred_username: wish.username,
    uti: randomUUID(),
    ver: '2.0',
    ...(wish.nonce === null ? {} : { nonce: wish.nonce }),
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
    .setIssuedAt(now)
    .setNotBefore(now)
    .setExpirationTime(now + LIFETIME_S)
    .sign(privateKey);
}

/** Claims of a bearer token whose signature, issuer and lifetime hold; the audience is for each neighbour to judge. */
export async function verifyToken(world: World, token: string): Promise<Record<string, unknown> | undefined> {
  const { publicKey } = await signingKeys();
  try {
    const options = { issuer: issuer(world), currentDate: new Date(world.now()) };
    return { ...(await jwtVerify(token, publicKey, options)).payload };
  } catch {
    return undefined;
  }
}
