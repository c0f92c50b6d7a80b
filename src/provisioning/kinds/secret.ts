import type { Credential } from '../../senders/sender.ts';
import { issueSecret } from '../issue-secret.ts';
import { isOurPassword } from '../names.ts';
import { newCredential } from '../new-credential.ts';
import { credentialOf, stepOf } from '../run.ts';
import type { Run } from '../run.ts';
import { findOwnApplication } from '../strays.ts';
import { presence, removeUntilGone } from './kind.ts';
import type { Kind } from './kind.ts';

/** The client secret: added in Entra and stored in Key Vault as one step, because its value exists only in memory in between. */
export const secret: Kind = {
  intent(run) {
    const open = credentialOf(run);
    const credential = open?.state === 'intended' ? open : newOne(run);
    return { name: credential.vaultName, facts: {}, credential };
  },
  ensure: issueSecret,
  async observe(run) {
    const credential = credentialOf(run);
    if (!credential) return 'absent';
    // After a leak the old one is gone before the new one is made: that is no drift.
    if (credential.state === 'intended') return 'unknown';
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

/** Where an application reads it from the vault, the name it knows stays; after a removal that one is reserved. */
const newOne = (run: Run): Credential =>
  newCredential({
    route: run.route,
    before: run.credentials,
    lifetime: run.desired.lifetime,
    now: run.deps.clock.now(),
    timeZone: run.deps.timeZone,
    vaultName: run.desired.delivery === 'vault' ? stepOf(run, 'secret').facts['vaultName'] : undefined,
  });
