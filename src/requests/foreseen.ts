import { checkClientFit } from '../clients/fit.ts';
import { relays } from '../relays/relays.ts';
import type { Desired, RelayId } from '../senders/sender.ts';
import type { FieldError } from './form.ts';

/** What of a sender as it is cannot go along to another relay: its volume, or its program. Said before anybody fills a form in. */
export function foreseen(desired: Desired, to: RelayId): FieldError[] {
  const relay = relays[to];
  const carries = relay.canCarry(desired);
  // How long the user name will be is checked when the form is sent.
  const fit = checkClientFit(desired.client, { login: relay.login, usernameLength: 0, longUsernameLength: 0 });
  return [...(carries.result === 'no' ? [{ field: 'perDay', message: carries.text }] : []), ...fit.errors];
}
