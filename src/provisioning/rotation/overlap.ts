import type { Senders } from '../../senders/port-senders.ts';
import type { Rotation } from '../../senders/rotation.ts';
import type { Credential, Route, Sender } from '../../senders/sender.ts';

/** A rotation whose new secret works beside the old one: what the places get. */
export type Overlap = { sender: Sender; route: Route; rotation: Rotation; credential: Credential };

/** The rotation once its new secret is proven; or why there is nothing to tick or to remove. */
export async function overlapOf(
  { senders }: { senders: Pick<Senders, 'get' | 'route' | 'rotation' | 'credentials'> },
  senderId: string,
): Promise<({ ok: true } & Overlap) | { ok: false; refused: string }> {
  const sender = await senders.get(senderId);
  const route = sender && (await senders.route(senderId));
  const rotation = sender && (await senders.rotation(senderId));
  if (!sender || !route || !rotation || sender.state !== 'ready')
    return { ok: false, refused: 'Its secret is not being changed any more. Nothing was changed; the card shows why.' };
  if (rotation.state === 'cancelling') return { ok: false, refused: 'That was called off. Nothing was changed.' };
  if (rotation.state === 'removing')
    return { ok: false, refused: 'The old secret is being removed already; the card follows.' };
  const credential = (await senders.credentials(route.id)).find((each) => each.id === rotation.credentialId);
  if (rotation.state !== 'overlap' || !credential)
    return { ok: false, refused: 'The new secret is not proven yet. Until then the old one is the only one to use.' };
  return { ok: true, sender, route, rotation, credential };
}
