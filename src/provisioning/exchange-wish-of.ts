import { exchangeOf } from '../relays/exchange.ts';
import type { ExchangeWish } from '../relays/exchange-wish.ts';
import type { Desired } from '../senders/sender.ts';
import { displayNameOf, uniqueNameOf } from './names.ts';
import type { Named } from './names.ts';

/** The route's wish to Exchange, from what is stored: the same for converge, for the task's script and for judging what was pasted. */
export function exchangeWishOf(input: {
  desired: Desired;
  named: Named;
  tenantId: string;
  appId: string;
  /** The service principal's. */
  objectId: string;
}): ExchangeWish {
  const { access, mailboxes, outsideMailbox, appName } = exchangeOf(input.desired);
  const name = uniqueNameOf(input.named);
  return {
    tenantId: input.tenantId,
    appId: input.appId,
    objectId: input.objectId,
    displayName: displayNameOf(appName),
    access,
    mailboxes,
    outsideMailbox,
    scopeName: name,
    assignmentName: name,
  };
}
