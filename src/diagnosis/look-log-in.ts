import { usernameOf } from '../provisioning/prove-log-in.ts';
import { asSendpassError } from '../shared/errors.ts';
import type { SendpassError } from '../shared/errors.ts';
import type { Secret } from '../shared/secret.ts';
import type { CauseId } from './causes.ts';
import type { Finding } from './diagnosis.ts';
import type { LookDeps } from './look-deps.ts';
import type { Subject } from './subject.ts';

/** From where Sendpass runs: the application's network may differ, and the answer says so. */
export async function lookAtRelay(deps: LookDeps, { sender }: Subject): Promise<Finding[]> {
  const { relay } = sender.desired;
  const { host, port } = deps.mailRelay.endpoint(relay);
  try {
    await deps.mailRelay.reach(relay);
    return [{ check: 'reach', state: 'good', says: `${host}:${port} answers Sendpass, with STARTTLS` }];
  } catch (thrown) {
    const { advice } = asSendpassError(thrown);
    return [{ check: 'reach', state: 'bad', says: `${host}:${port}: ${advice}`, cause: 'relay-unreachable' }];
  }
}

type Both = { appId: string; secret: Secret };

/**
 * The stored secret, tried out as the application would: at Entra's sign-in, whose answers have reasons, and at the mail service, whose
 * answer counts. `wants` = which of the two are asked for.
 */
export async function lookAtCredential(
  deps: LookDeps,
  subject: Subject,
  wants: { token: boolean; logIn: boolean },
): Promise<Finding[]> {
  const { appId, credential, sender } = subject;
  const neither = (says: string): Finding[] => [
    ...(wants.token ? [{ check: 'token', state: 'unknown', says } as const] : []),
    ...(wants.logIn ? [{ check: 'log-in', state: 'unknown', says } as const] : []),
  ];
  if (!wants.token && !wants.logIn) return [];
  if (appId === undefined || credential?.vaultVersion == null) return neither('there is no stored secret yet');
  if (!(await deps.mayLogIn(sender.id))) return neither('tried less than two minutes ago; ask again later');
  const read = await deps.vault.get(credential.vaultName, credential.vaultVersion).catch(() => undefined);
  if (read === undefined) return neither('Key Vault did not give Sendpass the secret');
  const both = { appId, secret: read };
  const found = await Promise.all([
    wants.token ? tryToken(deps, both) : null,
    wants.logIn ? tryLogIn(deps, subject, both) : null,
  ]);
  return found.filter((each) => each !== null);
}

// What the sign-in says (adapters/entra/token-proof.ts) and what it means long after the secret was issued.
const byCode: Record<string, CauseId> = {
  'token-secret-expired': 'secret-expired',
  'token-secret-unknown': 'secret-removed',
  'token-app-unknown': 'app-missing',
  'token-app-disabled': 'app-disabled',
  'token-blocked': 'conditional-access',
};

async function tryToken(deps: LookDeps, { appId, secret }: Both): Promise<Finding> {
  const check = 'token';
  try {
    const { claims } = await deps.tokenProof.prove({ appId, secret });
    const issuedFor = claims['appid'] ?? claims['azp'];
    if (typeof issuedFor === 'string' && issuedFor.toLowerCase() !== appId.toLowerCase())
      return { check, state: 'unknown', says: `Entra issued it to another application (${issuedFor})` };
    const aud = claims['aud'];
    return { check, state: 'good', says: `Entra issues one${typeof aud === 'string' ? ` for ${aud}` : ''}` };
  } catch (thrown) {
    const error = asSendpassError(thrown);
    const cause = byCode[error.code];
    const number = error.vendor?.code === undefined ? '' : ` (${error.vendor.code})`;
    if (cause === undefined) return { check, state: 'unknown', says: `Entra gave no answer that helps${number}` };
    return { check, state: 'bad', says: `Entra refuses the stored secret${number}`, cause };
  }
}

async function tryLogIn(deps: LookDeps, { sender }: Subject, { appId, secret }: Both): Promise<Finding> {
  const check = 'log-in';
  const { relay } = sender.desired;
  const { host } = deps.mailRelay.endpoint(relay);
  try {
    await deps.mailRelay.logIn({ relay, username: usernameOf(sender, appId, deps.tenantId), password: secret });
    return { check, state: 'good', says: `works at ${host} with the stored secret` };
  } catch (thrown) {
    return refusedLogIn(host, asSendpassError(thrown));
  }
}

function refusedLogIn(host: string, error: SendpassError): Finding {
  if (error.code === 'smtp-auth-refused')
    return {
      check: 'log-in',
      state: 'bad',
      says: `${host} refuses the stored secret too (535)`,
      cause: 'relay-refuses',
    };
  return { check: 'log-in', state: 'unknown', says: `could not be tried: ${error.advice}` };
}
