import { asSendpassError } from '../shared/errors.ts';
import type { Logger } from '../shared/port-logger.ts';
import type { ExchangeAdmin } from './port-exchange-admin.ts';

/**
 * What says that Sendpass cannot administer Exchange by itself, as opposed to "Exchange is busy" or "this mailbox is not there": a missing
 * permission, an address or a request shape that changed. It is no supported interface, so any of these may come any day.
 */
const wayClosed: ReadonlySet<string> = new Set([
  'exchange-permission-missing',
  'exchange-route-gone',
  'exchange-refused',
]);

/** `direct` where it can, otherwise the person: asked again at every call, so a permission that is granted later is used at once. */
export function createExchangeWithFallback(deps: {
  direct: ExchangeAdmin;
  byPerson: ExchangeAdmin;
  logger: Pick<Logger, 'warn'>;
}): ExchangeAdmin {
  const { direct, byPerson, logger } = deps;
  const either = async <Value>(attempt: (admin: ExchangeAdmin) => Promise<Value>): Promise<Value> => {
    try {
      return await attempt(direct);
    } catch (thrown) {
      const { code, vendor } = asSendpassError(thrown);
      if (!wayClosed.has(code)) throw thrown;
      logger.warn({ code, vendor }, 'Exchange cannot be administered directly; a person is asked');
      return attempt(byPerson);
    }
  };
  return {
    allow: (wish, senderId) => either((admin) => admin.allow(wish, senderId)),
    look: (wish, senderId) => either((admin) => admin.look(wish, senderId)),
    withdraw: (wish, senderId) => either((admin) => admin.withdraw(wish, senderId)),
  };
}
