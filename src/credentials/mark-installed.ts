import type { Audit } from '../audit/port-audit.ts';
import type { Senders } from '../senders/port-senders.ts';
import type { Sender } from '../senders/sender.ts';
import type { Clock } from '../shared/clock.ts';

export type InstalledOutcome =
  | { ok: true; sender: Sender }
  | { ok: false; code: 'not-there' | 'not-owner' | 'not-ready' | 'already'; refused: string };

/** An owner says the credentials are where they belong: the reveal window closes for all owners. */
export async function markInstalled(
  repos: { senders: Senders; audit: Audit },
  { senderId, personId }: { senderId: string; personId: string },
  deps: { clock: Pick<Clock, 'now'> },
): Promise<InstalledOutcome> {
  const sender = await repos.senders.get(senderId);
  if (!sender) return { ok: false, code: 'not-there', refused: 'This sender is not there any more.' };
  if (!sender.owners.includes(personId))
    return { ok: false, code: 'not-owner', refused: 'Only its owners can say that. Nothing was changed.' };
  if (sender.state !== 'ready')
    return { ok: false, code: 'not-ready', refused: 'It is not ready, so there is nothing to install yet.' };
  if (sender.installedAt !== null)
    return { ok: false, code: 'already', refused: 'It was marked as installed before. Nothing was changed.' };
  const changed = await repos.senders.update({ ...sender, installedAt: deps.clock.now() });
  await repos.audit.append({
    type: 'marked-installed',
    actor: personId,
    subject: `sender:${senderId}`,
    data: { reveals: sender.revealCount },
  });
  return { ok: true, sender: changed };
}
