import type { SendpassError } from '../shared/errors.ts';
import type { Repos } from './repos.ts';
import { showAll } from './refresh-cards.ts';
import { subjectOf } from './undeliverable.ts';

// What the platform refuses for its form: a mistake of ours, or of the platform's. The place is fine; the same card would be refused again.

const codes = ['card-refused', 'card-too-large'];

/** Nothing is gained by sending the same once more. */
export const isRefused = ({ code }: SendpassError): boolean => codes.includes(code);

/**
 * The card rests, with what it showed before; `hash` is what was refused. As soon as it would show something else it is tried again.
 */
export async function refused(repos: Repos, cardId: string, hash: string, error: SendpassError): Promise<void> {
  const card = await repos.cards.get(cardId);
  if (!card) return;
  await repos.cards.save({ ...card, state: 'refused', shownHash: hash, why: error.advice });
  await repos.audit.append({
    type: 'delivery-failed',
    actor: 'sendpass',
    subject: subjectOf(card.matter),
    data: { card: card.id, about: card.matter.about, reader: card.readerId, code: error.code },
  });
}

const atMost = 1000;

/** At every start, since another version of Sendpass may make the card in another way: each is tried once more. */
export async function tryRefusedAgain(repos: Repos): Promise<void> {
  const cards = await repos.cards.listRefused(atMost);
  for (const card of cards) await repos.cards.save({ ...card, shownHash: null });
  await showAll(repos, cards);
}

/** How many cards rest because the platform refused them; for the operator. */
export const countRefused = async (repos: Pick<Repos, 'cards'>): Promise<number> =>
  (await repos.cards.listRefused(atMost)).length;
