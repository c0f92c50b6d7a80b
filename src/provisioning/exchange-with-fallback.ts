import type { Clock } from '../shared/clock.ts';
import { elapsedMs } from '../shared/clock.ts';
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

/** A 5xx or no answer passes, usually. "Busy" (429) is an answer of something that works, and says how long to wait. */
const broken: ReadonlySet<string> = new Set(['exchange-broken', 'exchange-unreachable']);

/**
 * `direct` where it can, otherwise the person: asked again at every call, so a permission that is granted later, or an Exchange that answers
 * again, is used at once. What is broken is waited for; after `patienceMs` without a single good answer a person is asked as well. That
 * time is counted in this process: one that has just started waits anew, and errs towards waiting.
 */
export function createExchangeWithFallback(deps: {
  direct: ExchangeAdmin;
  byPerson: ExchangeAdmin;
  clock: Pick<Clock, 'now'>;
  patienceMs: number;
  logger: Pick<Logger, 'warn'>;
}): ExchangeAdmin {
  const { direct, byPerson, clock, patienceMs, logger } = deps;
  let brokenSince: number | null = null;
  const isHopeless = (code: string): boolean => {
    // Any other answer, a refusal too, is one of an Exchange that works.
    if (!broken.has(code)) brokenSince = null;
    if (!broken.has(code)) return wayClosed.has(code);
    const now = clock.now().getTime();
    brokenSince ??= now;
    return elapsedMs(brokenSince, now) >= patienceMs;
  };
  const either = async <Value>(attempt: (admin: ExchangeAdmin) => Promise<Value>): Promise<Value> => {
    try {
      const value = await attempt(direct);
      brokenSince = null;
      return value;
    } catch (thrown) {
      const { code, vendor } = asSendpassError(thrown);
      if (!isHopeless(code)) throw thrown;
      logger.warn({ code, vendor }, 'Exchange cannot be administered directly; a person is asked');
      return attempt(byPerson);
    }
  };
  return {
    comesBack: true,
    allow: (wish, senderId) => either((admin) => admin.allow(wish, senderId)),
    look: (wish, senderId) => either((admin) => admin.look(wish, senderId)),
    withdraw: (wish, senderId) => either((admin) => admin.withdraw(wish, senderId)),
  };
}
