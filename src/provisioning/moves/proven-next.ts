import type { Senders } from '../../senders/port-senders.ts';
import type { Credential, Route, Sender } from '../../senders/sender.ts';
import { nextRoute } from './why-no-move.ts';

/** A move whose new route works: what its places can be moved to. */
export type ProvenNext = { sender: Sender; next: Route; credential: Credential };

/** The new route once it is proven, with the credential its places get; or why there is nothing to move to. */
export async function provenNext(
  repos: { senders: Senders },
  senderId: string,
): Promise<({ ok: true } & ProvenNext) | { ok: false; refused: string }> {
  const sender = await repos.senders.get(senderId);
  const next = sender && (await nextRoute(repos, senderId));
  if (!sender || !next || sender.wanted === 'absent')
    return { ok: false, refused: 'It is not moving any more. Nothing was changed; the card shows where it is.' };
  if (next.state === 'removing') return { ok: false, refused: 'The move was called off. Nothing was changed.' };
  const credentials = await repos.senders.credentials(next.id);
  const credential = credentials.findLast((each) => each.state === 'current');
  if (next.state !== 'proven' || !credential)
    return { ok: false, refused: 'The new way is not proven yet. Until then nothing has to be moved.' };
  return { ok: true, sender, next, credential };
}

/** Places of the wish that nobody has said to have moved. */
export const openPlaces = ({ next, credential }: Pick<ProvenNext, 'next' | 'credential'>): string[] =>
  next.desired.places.filter((place) => !credential.placesDone.some((each) => each.place === place));

/** Something of the new route that is missing, for the one who would remove the old one; null when all stands as far as is known. */
export async function whyNotYet({ senders }: { senders: Senders }, next: Route): Promise<string | null> {
  const stuck = (await senders.steps(next.id)).find(
    (step) => step.kind !== 'test-mail' && (step.state === 'needs-person' || step.reasonCode !== null),
  );
  return stuck ? `The old way stays for now, because something of the new one is missing. ${stuck.reason ?? ''}` : null;
}
