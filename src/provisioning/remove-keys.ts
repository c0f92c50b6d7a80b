import { removeUntilGone } from './kinds/kind.ts';
import type { Memory } from './kinds/kind.ts';
import { persist } from './persist.ts';
import { stepOf } from './run.ts';
import type { Run } from './run.ts';
import { findOwnApplication } from './strays.ts';

type Password = { keyId: string; displayName: string | null };
type Meant = {
  isMeant: (password: Password) => boolean;
  /** Removed even where the replica that is asked does not list them. */
  known: string[];
  /** For the card. */
  what: string;
};

/** Keys of the sender's application, until they are certainly gone: one that a replica overlooked would still work. */
export async function removeKeysUntilGone(
  run: Run,
  { isMeant, known, what }: Meant,
  options: { cannotWait?: boolean } = {},
): Promise<void> {
  const { entra } = run.deps;
  const applicationId = stepOf(run, 'application').externalId ?? '';
  let unseen = known;
  const memory: Memory = { removed: false };
  const find = async (): Promise<{ id: string; keyIds: string[] } | undefined> => {
    const application = await findOwnApplication(entra, run.named);
    const keyIds = (application?.passwords ?? []).filter(isMeant).map((each) => each.keyId);
    for (const keyId of unseen) if (!keyIds.includes(keyId)) await entra.removePassword(applicationId, keyId);
    unseen = [];
    return application && keyIds.length > 0 ? { id: application.id, keyIds } : undefined;
  };
  const remove = async ({ id, keyIds }: { id: string; keyIds: string[] }): Promise<void> => {
    for (const keyId of keyIds) await entra.removePassword(id, keyId);
  };
  await persist(
    run,
    'secret',
    () => removeUntilGone(run, stepOf(run, 'secret'), memory, { what, find, remove }),
    options,
  );
}
