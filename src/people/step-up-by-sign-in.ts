import { Duration } from 'luxon';
import type { Clock } from '../shared/clock.ts';
import type { Transact } from '../shared/port-transaction.ts';
import { noStepUp } from './port-step-up.ts';
import type { StepUp, StepUpWish } from './port-step-up.ts';
import { newTicket } from './sign-in.ts';
import type { SignInTickets } from './sign-in-ticket.ts';

type Repos = { tickets: SignInTickets };

/** Long enough to go back to the chat and press again; who leaves the desk meanwhile should not be approved for. */
const freshForMs = Duration.fromISO('PT5M').toMillis();

/**
 * The fresh sign-in by the pages that accounts are linked on. Whoever the link was made for has to come back from the directory: another
 * person's sign-in is refused there and recorded. `signInAt` = address of the pages; null where nobody can sign in.
 */
export function createStepUpBySignIn<All extends Repos>(deps: {
  transact: Transact<All>;
  clock: Pick<Clock, 'now'>;
  signInAt: string | null;
}): StepUp {
  const { transact, clock, signInAt } = deps;
  if (signInAt === null) return noStepUp;
  return {
    async link(wish) {
      const purpose = { for: 'step-up', personId: wish.personId.toLowerCase(), matter: matterOf(wish) } as const;
      const token = await transact((repos) => newTicket(repos, purpose, clock.now()));
      return `${signInAt}/sign-in?ticket=${token}`;
    },
    async isFresh(wish) {
      const done = await transact(({ tickets }) => tickets.lastDone(wish.personId.toLowerCase(), matterOf(wish)));
      return done !== undefined && clock.now().getTime() - done.changedAt.getTime() < freshForMs;
    },
  };
}

/** Signed in for this thing alone: for one request's approval is not for another's, and not for a reveal. */
const matterOf = ({ what, about }: StepUpWish): string => `${what}:${about}`;
