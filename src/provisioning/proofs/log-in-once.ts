import { asSendpassError } from '../../shared/errors.ts';
import type { SmtpLogin } from '../port-mail-relay.ts';
import { credentialOf, factOf } from '../run.ts';
import type { Run } from '../run.ts';
import { loginFor } from './login-for.ts';

/** One try to log in as the sender's client would. False = refused; throws when the relay or the vault could not be asked. */
export async function logInOnce(run: Run): Promise<boolean> {
  const credential = credentialOf(run);
  if (!credential?.vaultVersion) return false;
  const secret = await run.deps.vault.get(credential.vaultName, credential.vaultVersion);
  const appId = factOf(run, 'application', 'appId');
  try {
    const login: SmtpLogin = await loginFor(run.deps, { desired: run.desired, appId, secret });
    await run.deps.mailRelay.logIn(login);
    return true;
  } catch (thrown) {
    const error = asSendpassError(thrown);
    if (error.kind === 'retryable' || error.kind === 'bug') throw error;
    return false;
  }
}
