import type { Credential } from '../../senders/sender.ts';
import { newId, newUuid } from '../../shared/ids.ts';
import { issueSecret } from '../issue-secret.ts';
import { isOurPassword, vaultNameOf } from '../names.ts';
import { credentialOf, stepOf } from '../run.ts';
import type { Run } from '../run.ts';
import { secretEnd } from '../secret-end.ts';
import { findOwnApplication } from '../strays.ts';
import { presence, removeUntilGone } from './kind.ts';
import type { Kind } from './kind.ts';

/** The client secret: added in Entra and stored in Key Vault as one step, because its value exists only in memory in between. */
export const secret: Kind = {
  intent(run) {
    const open = credentialOf(run);
    const credential = open?.state === 'intended' ? open : newCredential(run);
    return { name: credential.vaultName, facts: {}, credential };
  },
  ensure: issueSecret,
  async observe(run) {
    const credential = credentialOf(run);
    if (!credential) return 'absent';
    const [application, versions] = await Promise.all([
      findOwnApplication(run.deps.entra, run.named),
      run.deps.vault.versions(credential.vaultName),
    ]);
    const inEntra = application?.passwords.some((each) => each.keyId === credential.keyId) === true;
    const inVault = versions.some((each) => each.version === credential.vaultVersion);
    return presence(run, stepOf(run, 'secret'), inEntra && inVault);
  },
  async remove(run, memory) {
    const keyIds = new Set(run.credentials.flatMap((each) => each.keyId ?? []));
    const find = async (): Promise<{ id: string; keyIds: string[] } | undefined> => {
      const application = await findOwnApplication(run.deps.entra, run.named);
      const ours = application?.passwords.filter((each) => isOurPassword(each.displayName) || keyIds.has(each.keyId));
      return application && ours?.length ? { id: application.id, keyIds: ours.map((each) => each.keyId) } : undefined;
    };
    const removeAll = async (found: { id: string; keyIds: string[] }): Promise<void> => {
      for (const keyId of found.keyIds) await run.deps.entra.removePassword(found.id, keyId);
    };
    // Passwords first: they are what can still send, and a restored application must come back without them.
    if (keyIds.size > 0)
      await removeUntilGone(run, stepOf(run, 'secret'), memory, { what: 'the secret', find, remove: removeAll });
    else {
      // None ever got an id: at most a lost reply left one whose value nobody has, and it goes with the application.
      const found = await find();
      if (found) await removeAll(found);
    }
    for (const name of new Set(run.credentials.map((each) => each.vaultName))) await run.deps.vault.remove(name);
  },
};

function newCredential(run: Run): Credential {
  const { sender, deps, desired } = run;
  // Numbers go on over generations: Key Vault keeps a deleted name reserved.
  const no = (run.route.generation - 1) * 100 + run.credentials.length + 1;
  return {
    id: newId(),
    routeId: run.route.id,
    no,
    operationId: newUuid(),
    keyId: null,
    vaultName: vaultNameOf(sender.id, no),
    vaultVersion: null,
    endsAt: secretEnd(deps.clock.now(), desired.lifetime, deps.timeZone),
    state: 'intended',
    placesDone: [],
  };
}
