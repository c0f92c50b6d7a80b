import { createHash, randomBytes } from 'node:crypto';
import { issueIdToken, LIFETIME_S } from '../tokens.ts';
import type { WireReply } from '../wire.ts';
import type { SignInCode, World } from '../world.ts';
import type { aadsts } from './aadsts.ts';

type Refuse = (code: Parameters<typeof aadsts>[1], about: string) => WireReply;
type Form = Partial<Record<string, string>>;

/** grant_type=authorization_code of a confidential client: a code is good once, for ten minutes, for who asked for it and knows its verifier. */
export async function redeemCode(
  { form, at }: { form: Form; at: number },
  world: World,
  refuse: Refuse,
): Promise<WireReply> {
  const { client_id: appId, client_secret: secret, code, redirect_uri: redirect, code_verifier: verifier } = form;
  if (appId === undefined) return refuse(900144, 'client_id');
  if (code === undefined) return refuse(900144, 'code');
  if (redirect === undefined) return refuse(900144, 'redirect_uri');
  if (appId.toLowerCase() !== world.signIn.appId) return refuse(700016, appId);
  if (secret !== world.signIn.secret) return refuse(secret === undefined ? 7000216 : 7000215, appId);
  const found = world.signInCodes.find((each) => each.code === code && each.appId === appId.toLowerCase());
  if (found === undefined) return refuse(70000, '');
  if (found.used) return refuse(54005, '');
  if (found.expiresAt <= at) return refuse(70008, '');
  if (found.redirectUri !== redirect) return refuse(500112, redirect);
  if (found.challenge !== null && challengeOf(verifier ?? '') !== found.challenge) return refuse(501481, '');
  found.used = true;
  return tokensFor(found, world);
}

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

async function tokensFor(code: SignInCode, world: World): Promise<WireReply> {
  const person = world.people.find((each) => each.aadObjectId === code.oid);
  if (person === undefined) return { status: 500, body: { error: 'server_error' } };
  const id_token = await issueIdToken(world, { ...code, name: person.name, username: person.mail });
  const info = Buffer.from(JSON.stringify({ uid: code.oid, utid: world.tenantId })).toString('base64url');
  return {
    status: 200,
    headers: { 'cache-control': 'no-store, no-cache' },
    body: {
      token_type: 'Bearer',
      scope: code.scope,
      expires_in: LIFETIME_S,
      ext_expires_in: LIFETIME_S,
      // Opaque to whoever gets it, and good for nothing here: no neighbour knows a person's token.
      access_token: randomBytes(48).toString('base64url'),
      id_token,
      client_info: info,
    },
  };
}
