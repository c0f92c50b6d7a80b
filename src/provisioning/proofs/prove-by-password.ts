import { asSendpassError } from '../../shared/errors.ts';
import { persist } from '../persist.ts';
import type { Run } from '../run.ts';
import { watchToken } from '../watch-token.ts';
import type { ProofInput } from './proof.ts';
import { pace, saidBetter } from './refused.ts';

/** User name and secret as password. Beside the log-in the token endpoint is asked, whose answers say why it does not work yet. */
export async function proveByPassword(run: Run, { appId, name, secret }: ProofInput): Promise<Record<string, string>> {
  const { relay } = run.route;
  const over = new AbortController();
  const token = watchToken(run, { relay, appId, secret }, AbortSignal.any([over.signal, run.signal]));
  const logIn = (): Promise<void> =>
    run.deps.mailRelay
      .logIn({ relay, login: 'password', username: name, password: secret }, { again: true })
      .catch((thrown: unknown) => {
        throw saidBetter(run, asSendpassError(thrown), token.says());
      });
  try {
    await persist(run, 'log-in', logIn, pace);
  } finally {
    over.abort();
  }
  return {};
}
