import { asSendpassError } from '../../shared/errors.ts';
import type { SendpassError } from '../../shared/errors.ts';
import { credentialOf, factOf } from '../run.ts';
import type { Run } from '../run.ts';
import { loginFor } from './login-for.ts';

/** One try to log in as the sender's client would. False = refused; throws when the relay or the vault could not be asked. */
export const logInOnce = async (run: Run): Promise<boolean> => (await refusalOf(run)) === null;

/**
 * Null: it may log in. Otherwise what the token endpoint or the relay says about it; throws when the relay or the vault could not be
 * asked. `mailbox`: as this one instead of the sender's own.
 */
export async function refusalOf(run: Run, mailbox?: string): Promise<SendpassError | 'no-secret' | null> {
  const credential = credentialOf(run);
  if (!credential?.vaultVersion) return 'no-secret';
  const secret = await run.deps.vault.get(credential.vaultName, credential.vaultVersion);
  const appId = factOf(run, 'application', 'appId');
  try {
    const login = await loginFor(run.deps, { desired: run.desired, appId, secret });
    await run.deps.mailRelay.logIn(login.login === 'oauth' && mailbox !== undefined ? { ...login, mailbox } : login);
    return null;
  } catch (thrown) {
    const error = asSendpassError(thrown);
    if (error.kind === 'retryable' || error.kind === 'bug') throw error;
    return error;
  }
}
