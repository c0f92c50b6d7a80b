import type { Senders } from '../../senders/port-senders.ts';
import type { Sender, SenderState } from '../../senders/sender.ts';

/** Why no new secret can be made for it now; null when one can. */
export async function whyNoRotation(
  { senders }: { senders: Pick<Senders, 'rotation' | 'routes'> },
  sender: Sender,
): Promise<string | null> {
  if (sender.state !== 'ready') return notReady[sender.state];
  if (await senders.rotation(sender.id)) return 'Its secret is being changed already; its card shows how far it is.';
  // The new way has a secret of its own.
  if ((await senders.routes(sender.id)).some((each) => each.role === 'next'))
    return 'It is moving to another mail service and gets a new secret by that. Finish the move, or call it off first.';
  return null;
}

const setUp = 'It is not set up yet, so there is no secret to change.';
const gone = 'It is not there any more. Ask for a new sender instead.';
const notReady: Record<Exclude<SenderState, 'ready'>, string> = {
  requested: setUp,
  'setting-up': setUp,
  'needs-person': setUp,
  stopped: 'It is stopped. Whatever lets it start again gives it a new secret; its card says how.',
  removing: 'It is being removed.',
  cancelled: gone,
  retired: gone,
  closed: gone,
};
