import type { Senders } from '../../senders/port-senders.ts';
import type { Route, Sender, SenderState } from '../../senders/sender.ts';

/** The route a sender is moving to, or is being taken back from; undefined when it is not moving. */
export const nextRoute = async (
  { senders }: { senders: Pick<Senders, 'routes'> },
  senderId: string,
): Promise<Route | undefined> => (await senders.routes(senderId)).find((each) => each.role === 'next');

/** Why no move of this sender can begin now; null when it can. */
export async function whyNoMove(
  { senders }: { senders: Pick<Senders, 'routes'> },
  sender: Sender,
): Promise<string | null> {
  if (sender.state !== 'ready') return notReady[sender.state];
  const [other] = (await senders.routes(sender.id)).filter((each) => each.role !== 'main');
  if (other === undefined) return null;
  if (other.state !== 'removing') return 'It is moving already; its card shows how far it is.';
  // A MailFrom address that is still there would be taken for somebody else's, and then be removed from under the new route.
  return 'What an earlier move left is still being removed. It goes on by itself, or IT has a task; ask again afterwards.';
}

const setUp = 'It is not set up yet. Change the request instead, or wait until it is ready.';
const gone = 'It is not there any more. Ask for a new sender instead.';
const notReady: Record<Exclude<SenderState, 'ready'>, string> = {
  requested: setUp,
  'setting-up': setUp,
  'needs-person': setUp,
  stopped: 'It is stopped, because something of it was removed. Have that restored first, or retire it and ask anew.',
  removing: 'It is being removed.',
  cancelled: gone,
  retired: gone,
  closed: gone,
};
