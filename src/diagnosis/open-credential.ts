import type { Proven } from '../provisioning/port-mail-relay.ts';
import type { Secret } from '../shared/secret.ts';
import { once } from '../shared/port-probe.ts';
import type { LookDeps } from './look-deps.ts';
import type { Subject } from './subject.ts';

export type Opened =
  | {
      ok: true;
      appId: string;
      secret: Secret;
      /** Asked for once: every look gets the same. */ prove: () => Promise<Proven>;
    }
  | { ok: false; says: string };

/** The stored secret, for the looks that try it out; at most once a minute and sender. */
export async function openCredential(deps: LookDeps, { appId, credential, sender, relay }: Subject): Promise<Opened> {
  if (appId === undefined || credential?.vaultVersion == null)
    return { ok: false, says: 'there is no stored secret yet' };
  if (!(await deps.mayLogIn(sender.id))) return { ok: false, says: 'tried a moment ago; ask again in two minutes' };
  try {
    const secret = await deps.vault.get(credential.vaultName, credential.vaultVersion);
    return { ok: true, appId, secret, prove: once(() => deps.tokenProof.prove({ relay: relay.id, appId, secret })) };
  } catch {
    return { ok: false, says: 'Key Vault did not give Sendpass the secret' };
  }
}
