import type { Relay } from '../relays/relay.ts';
import { loginFor } from '../provisioning/proofs/login-for.ts';
import { asSendpassError } from '../shared/errors.ts';
import type { CauseId } from './causes.ts';
import type { Finding } from './diagnosis.ts';
import type { LookDeps } from './look-deps.ts';
import type { Opened } from './open-credential.ts';
import type { Subject } from './subject.ts';

/** From where Sendpass runs: the application's network may differ, and the answer says so. */
export async function lookAtRelay(deps: LookDeps, { relay }: Subject): Promise<Finding[]> {
  const { host, port } = deps.mailRelay.endpoint(relay.id);
  try {
    await deps.mailRelay.reach(relay.id);
    return [{ check: 'reach', state: 'good', says: `${host}:${port} answers Sendpass, with STARTTLS` }];
  } catch (thrown) {
    const { advice } = asSendpassError(thrown);
    return [{ check: 'reach', state: 'bad', says: `${host}:${port}: ${advice}`, cause: 'relay-unreachable' }];
  }
}

/** What a refused log-in with the stored secret means, by how clients log in and what the mail service answered (adapters/smtp/errors.ts). */
const refused: Record<Relay['login'], Record<string, CauseId>> = {
  password: { 'smtp-auth-refused': 'relay-refuses', 'smtp-busy': 'quota-used' },
  oauth: {
    'smtp-auth-refused': 'exo-not-allowed',
    'smtp-auth-off-mailbox': 'exo-off-mailbox',
    'smtp-auth-off-tenant': 'exo-off-tenant',
    'smtp-security-defaults': 'exo-security-defaults',
    'smtp-blocked': 'exo-policy',
    'smtp-basic-auth-gone': 'exo-basic-off',
    'smtp-busy': 'quota-used',
  },
};

/** At the mail service, as the application would: its answer is what counts. */
export async function lookAtLogIn(deps: LookDeps, { desired, relay }: Subject, opened: Opened): Promise<Finding[]> {
  const check = 'log-in';
  if (!opened.ok) return [{ check, state: 'unknown', says: opened.says }];
  const { host } = deps.mailRelay.endpoint(relay.id);
  const { appId, secret } = opened;
  try {
    const withToken = { tokenProof: { prove: () => opened.prove() }, tenantId: deps.tenantId };
    await deps.mailRelay.logIn(await loginFor(withToken, { desired, appId, secret }));
    return [{ check, state: 'good', says: `works at ${host} with the stored secret` }];
  } catch (thrown) {
    const error = asSendpassError(thrown);
    const cause = refused[relay.login][error.code];
    if (cause === undefined) return [{ check, state: 'unknown', says: `could not be tried: ${error.advice}` }];
    const { status } = error.vendor ?? {};
    const says = `${host} refuses the stored secret too${status === undefined ? '' : ` (${status})`}`;
    return [{ check, state: 'bad', says, cause }];
  }
}
