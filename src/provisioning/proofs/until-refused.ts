import type { Credential } from '../../senders/sender.ts';
import { SendpassError } from '../../shared/errors.ts';
import { persist } from '../persist.ts';
import type { Run } from '../run.ts';
import { refusalOf } from './log-in-once.ts';
import { pace } from './refused.ts';

/**
 * The negative proof: a log-in with this secret is tried until it is refused. A replica that has not heard of the removal may take it for a
 * while. What is not in the vault any more cannot be tried, and nobody can read it either.
 */
export async function untilRefused(
  run: Run,
  credential: Credential,
  options: { cannotWait?: boolean } = {},
): Promise<void> {
  const { vaultName, vaultVersion } = credential;
  if (vaultVersion === null) return;
  const one: Run = { ...run, credentials: [{ ...credential, state: 'current' }] };
  await persist(
    run,
    'log-in',
    async () => {
      const versions = await run.deps.vault.versions(vaultName);
      if (!versions.some((each) => each.version === vaultVersion && each.enabled)) return;
      if ((await refusalOf(one)) !== null) return;
      throw new SendpassError({
        code: 'still-accepted',
        kind: 'not-yet',
        advice: 'The mail service still takes the removed secret; the removal has not reached it everywhere yet.',
      });
    },
    { ...pace, ...options },
  );
}
