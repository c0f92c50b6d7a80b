import type { AcsDesired, ExchangeDesired, Wish } from '../../senders/sender.ts';
import type { CheckInput, Finding } from '../check-form.ts';

/** What a relay adds to the wish that every sender has. */
export type RelayPart = Omit<AcsDesired, keyof Wish> | Omit<ExchangeDesired, keyof Wish>;

/** The relay's own rules about a form. `part` is null where an error keeps it from being put together. */
export type Section = (input: CheckInput) => Finding & { part: RelayPart | null };
