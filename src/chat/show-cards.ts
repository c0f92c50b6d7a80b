import { isFresh } from '../shared/clock.ts';
import { asSendpassError } from '../shared/errors.ts';
import type { SendpassError } from '../shared/errors.ts';
import type { ChatDeps } from './deps.ts';
import type { Wanted } from './port-chat-store.ts';
import { showAll, showConversation } from './refresh-cards.ts';
import { showCard } from './show-card.ts';

export type ShowCards = (data: { conversationId: string } | { cardId: string }) => Promise<void>;

const second = 1000;
const keepAtMost = 10_000;
/** Of one conversation before the others have their turn. */
const inOneGo = 20;
/** After so many tries in a row of one card, the others of its conversation do not wait behind it any longer. */
const patientFor = 5;

/**
 * Job: the one sender of a conversation. Its key is the conversation, so of all instances one works on it; what waits there is shown in the
 * order it was first asked for, each card at most once a second. A chat that is busy or broken holds up all of it, so that nothing overtakes;
 * a card that fails again and again is passed over at last. What was not shown waits in the database.
 */
export function createShowCards(deps: ChatDeps): ShowCards {
  const pace = createPace(deps);
  return async (data) => {
    if ('cardId' in data) return wantedBefore(deps, data.cardId);
    const { conversationId } = data;
    const waiting = await deps.transact((repos) => repos.cards.listWanted(conversationId, inOneGo));
    let again = waiting.length === inOneGo ? 0 : undefined;
    let failed: SendpassError | undefined;
    for (const wanted of waiting) {
      const rest = pace.restOf(wanted);
      if (rest > 0) again = Math.min(again ?? rest, rest);
      if (rest > 0) continue;
      const error = await showCard(deps, wanted, conversationId).then(() => null, asSendpassError);
      const mayPass = pace.tried(wanted, error === null);
      if (error && !mayPass && holdsAll(error)) throw error;
      failed ??= error ?? undefined;
    }
    if (failed) throw failed;
    const afterMs = again;
    if (afterMs !== undefined) await deps.transact((repos) => showConversation(repos, conversationId, afterMs));
  };
}

/** It is the place or the platform, not this card. */
const holdsAll = ({ kind }: SendpassError): boolean => kind === 'retryable';

function createPace({ clock }: Pick<ChatDeps, 'clock'>) {
  const shownAt = new Map<string, number>();
  const failures = new Map<string, number>();
  return {
    restOf({ id }: Wanted): number {
      const now = clock.now().getTime();
      const last = shownAt.get(id) ?? 0;
      if (isFresh(last, now, second)) return last + second - now;
      if (shownAt.size > keepAtMost) shownAt.clear();
      shownAt.set(id, now);
      return 0;
    },
    /** True: it failed so often that the others need not wait for it. */
    tried({ id }: Wanted, ok: boolean): boolean {
      const times = ok ? 0 : (failures.get(id) ?? 0) + 1;
      if (times === 0) failures.delete(id);
      else failures.set(id, times);
      // Not shown, so its next try is not held back: the others would overtake it.
      if (!ok) shownAt.delete(id);
      return times >= patientFor;
    },
  };
}

/** As versions before this one asked: a job for each card. */
const wantedBefore = ({ transact }: ChatDeps, cardId: string): Promise<void> =>
  transact(async (repos) => {
    const card = await repos.cards.get(cardId);
    if (card) await showAll(repos, [card]);
  });
