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

export type Opened = { ok: true; appId: string; secret: Secret } | { ok: false; says: string };

/** The stored secret, for the looks that try it out; at most once a minute and sender. */
export async function openCredential(deps: LookDeps, { appId, credential, sender }: Subject): Promise<Opened> {
  if (appId === undefined || credential?.vaultVersion == null)
    return { ok: false, says: 'there is no stored secret yet' };
  if (!(await deps.mayLogIn(sender.id))) return { ok: false, says: 'tried a moment ago; ask again in two minutes' };
  try {
    return { ok: true, appId, secret: await deps.vault.get(credential.vaultName, credential.vaultVersion) };
  } catch {
    return { ok: false, says: 'Key Vault did not give Sendpass the secret' };
  }
}

// What the sign-in says (adapters/entra/token-proof.ts) and what it means long after the secret was issued.
const byCode: Record<string, CauseId> = {
  'token-secret-expired': 'secret-expired',
  'token-secret-unknown': 'secret-removed',
  'token-app-unknown': 'app-missing',
  'token-app-disabled': 'app-disabled',
  'token-blocked': 'conditional-access',
};

/** At Entra's sign-in, whose answers have reasons. */
export async function lookAtToken(deps: LookDeps, opened: Opened): Promise<Finding[]> {
  const check = 'token';
  if (!opened.ok) return [{ check, state: 'unknown', says: opened.says }];
  const { appId, secret } = opened;
  try {
    const { claims } = await deps.tokenProof.prove({ appId, secret });
    const issuedFor = claims['appid'] ?? claims['azp'];
    if (typeof issuedFor === 'string' && issuedFor.toLowerCase() !== appId.toLowerCase())
      return [{ check, state: 'unknown', says: `Entra issued it to another application (${issuedFor})` }];
    const aud = claims['aud'];
    return [{ check, state: 'good', says: `Entra issues one${typeof aud === 'string' ? ` for ${aud}` : ''}` }];
  } catch (thrown) {
    const error = asSendpassError(thrown);
    const cause = byCode[error.code];
    const number = error.vendor?.code === undefined ? '' : ` (${error.vendor.code})`;
    if (cause === undefined) return [{ check, state: 'unknown', says: `Entra gave no answer that helps${number}` }];
    return [{ check, state: 'bad', says: `Entra refuses the stored secret${number}`, cause }];
  }
}

/** At the mail service, as the application would: its answer is what counts. */
export async function lookAtLogIn(deps: LookDeps, { sender }: Subject, opened: Opened): Promise<Finding[]> {
  const check = 'log-in';
  if (!opened.ok) return [{ check, state: 'unknown', says: opened.says }];
  const { relay } = sender.desired;
  const { host } = deps.mailRelay.endpoint(relay);
  const username = usernameOf(sender, opened.appId, deps.tenantId);
  try {
    await deps.mailRelay.logIn({ relay, username, password: opened.secret });
    return [{ check, state: 'good', says: `works at ${host} with the stored secret` }];
  } catch (thrown) {
    return [refusedLogIn(host, asSendpassError(thrown))];
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
