import type { Senders } from '../../senders/port-senders.ts';
import type { Desired, Sender } from '../../senders/sender.ts';
import { newId } from '../../shared/ids.ts';
import type { Jobs } from '../../shared/port-jobs.ts';
import { whyNoMove } from './why-no-move.ts';

/**
 * An approved move: a second route beside the main one, which goes on as it is. Its generation is committed with it, before anything is made
 * under a name that holds it. Returns the sender, or why nothing was started.
 */
export async function startMove(
  repos: { senders: Senders; jobs: Jobs },
  sender: Sender,
  { requestId, desired }: { requestId: string; desired: Desired },
): Promise<{ ok: true; sender: Sender } | { ok: false; refused: string }> {
  const refused = await whyNoMove(repos, sender);
  if (refused !== null) return { ok: false, refused };
  const generation = sender.generation + 1;
  const stored = await repos.senders.update({ ...sender, generation });
  await repos.senders.saveRoute({
    id: newId(),
    senderId: sender.id,
    relay: desired.relay,
    generation,
    state: 'making',
    desired,
    requestId,
    role: 'next',
  });
  await repos.jobs.enqueue({ name: 'converge', key: sender.id, data: { senderId: sender.id } });
  return { ok: true, sender: stored };
}
