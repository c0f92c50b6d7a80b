import type { Step } from '../../senders/sender.ts';
import type { ClaimRow } from './claims.ts';

/** What a log-in by token proved, for the card. */
export type ShownProof = { claims: ClaimRow[]; outside: 'refused' | 'not tried' };

/** Null for a log-in by password, which has nothing to show but that it worked. The facts are prove-by-token's own. */
export function shownProof(logIn: Pick<Step, 'facts'> | undefined): ShownProof | null {
  const { claims, outside } = logIn?.facts ?? {};
  if (claims === undefined) return null;
  return { claims: JSON.parse(claims) as ClaimRow[], outside: outside === 'refused' ? 'refused' : 'not tried' };
}
