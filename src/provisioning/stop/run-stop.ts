import type { Stop } from '../../senders/rotation.ts';
import type { Credential } from '../../senders/sender.ts';
import { asSendpassError } from '../../shared/errors.ts';
import { askPerson } from '../ask-person.ts';
import type { ConvergeRepos } from '../converge-deps.ts';
import { isOurPassword } from '../names.ts';
import { persist } from '../persist.ts';
import { untilRefused } from '../proofs/until-refused.ts';
import { removeKeysUntilGone } from '../remove-keys.ts';
import type { LaneEnd } from '../run-graph.ts';
import { interrupted, stepOf } from '../run.ts';
import type { Run } from '../run.ts';
import { changeSender, keepCredential } from '../write-step.ts';

/** Not even a pause of all cloud writes holds a Stop up. */
const atOnce = { cannotWait: true };

/**
 * Disables the principal and removes the secrets; done only when a log-in with each is refused. Until then the card says what is missing. Nothing
 * here, and nothing else in the program, enables it again without a decision.
 */
export async function runStop(parent: Run, stop: Stop): Promise<LaneEnd> {
  if (stop.state !== 'stopping') return 'done';
  const run: Run = {
    ...parent,
    noteWaits: (error) => note(run, stop.id, { reason: error.advice, reasonCode: error.code }),
  };
  try {
    await disable(run);
    await removeKeysUntilGone(run, meant(run), atOnce);
    for (const each of run.credentials) if (each.state !== 'removed') await untilRefused(run, each, atOnce);
    await outOfVault(run);
    await recordRefused(run, stop.id);
    return 'done';
  } catch (thrown) {
    const error = asSendpassError(thrown);
    if (error.code === 'interrupted') return 'interrupted';
    if (error.kind === 'bug' || error.kind === 'retryable') throw error;
    await note(run, stop.id, { reason: error.advice, reasonCode: error.code });
    await askPerson(run, null, error, null);
    return 'asked';
  } finally {
    parent.credentials = run.credentials;
  }
}

async function disable(run: Run): Promise<void> {
  const appId = stepOf(run, 'application').facts['appId'] ?? '';
  await persist(
    run,
    'principal',
    async () => {
      // Removed by somebody already: nobody logs in with what is not there.
      const found = await run.deps.entra.findPrincipal(appId);
      if (found) await run.deps.entra.setPrincipalEnabled(found.id, false);
    },
    atOnce,
  );
}

/** All that are ours, whatever their generation: what an interrupted step left behind would work too. */
function meant(run: Run) {
  const known = run.credentials.flatMap((each) => (each.state === 'removed' ? [] : (each.keyId ?? [])));
  return {
    isMeant: (each: { keyId: string; displayName: string | null }) =>
      isOurPassword(each.displayName) || known.includes(each.keyId),
    known,
    what: 'the secret',
  };
}

/** The name an application reads stays, without a version it may read: a later start puts a new one there. */
async function outOfVault(run: Run): Promise<void> {
  const { vault } = run.deps;
  const left = run.credentials.filter((each) => each.state !== 'removed');
  for (const name of new Set(left.map((each) => each.vaultName)))
    await persist(
      run,
      'secret',
      async () => {
        if (run.desired.delivery !== 'vault') return vault.remove(name);
        for (const { version, enabled } of await vault.versions(name)) if (enabled) await vault.disable(name, version);
      },
      atOnce,
    );
}

async function recordRefused(run: Run, id: string): Promise<void> {
  const removed = run.credentials.flatMap((each): Credential[] =>
    each.state === 'removed' ? [] : [{ ...each, state: 'removed' }],
  );
  await note(
    run,
    id,
    { state: 'refused', refusedAt: run.deps.clock.now(), reason: null, reasonCode: null },
    async (repos) => {
      for (const credential of removed) {
        await repos.senders.saveCredential(credential);
        await repos.audit.append({
          type: 'credential-removed',
          actor: 'sendpass',
          subject: `sender:${run.sender.id}`,
          data: { no: credential.no, keyId: credential.keyId, vaultName: credential.vaultName, why: 'stopped' },
        });
      }
      await repos.audit.append({
        type: 'halt-proven',
        actor: 'sendpass',
        subject: `sender:${run.sender.id}`,
        data: {},
      });
    },
  );
  for (const credential of removed) keepCredential(run, credential);
}

/** Writes what is known of the Stop now; one that is over meanwhile ends the run. */
async function note(
  run: Run,
  id: string,
  change: Partial<Stop>,
  also?: (repos: ConvergeRepos) => Promise<void>,
): Promise<void> {
  await changeSender(
    run,
    (sender) => sender,
    async (repos) => {
      const stored = await repos.senders.stop(run.sender.id);
      if (stored?.id !== id) throw interrupted();
      if (also === undefined && stored.reasonCode === change.reasonCode && stored.reason === change.reason) return;
      await repos.senders.saveStop({ ...stored, ...change });
      await also?.(repos);
    },
  );
}
