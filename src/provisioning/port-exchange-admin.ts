import type { ExchangeReport, ExchangeWish } from '../relays/exchange-wish.ts';

/**
 * What only an Exchange administrator may do. Two implementations: the REST route behind Microsoft's PowerShell module (adapters/exchange,
 * where the operator opts in) and a person with a script (exchange-by-person.ts). Same error contract as port-entra.
 */
export type ExchangeAdmin = {
  /** What a person was asked for may go without them later: worth trying again, although nobody pressed Done. */
  comesBack?: true;
  /** Makes what is missing; each object is looked for before it is made, so it may be repeated at any time. */
  allow(wish: ExchangeWish, senderId: string): Promise<void>;
  /** Undefined where nobody but a person can look. */
  look(wish: ExchangeWish, senderId: string): Promise<ExchangeReport | undefined>;
  /** Removes what `allow` made, in the right order; resolves also when nothing is left. */
  withdraw(wish: ExchangeWish, senderId: string): Promise<void>;
};
