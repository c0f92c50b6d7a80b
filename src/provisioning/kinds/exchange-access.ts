import { judgeReport } from '../../relays/exchange-report.ts';
import type { ExchangeWish } from '../../relays/exchange-wish.ts';
import { exchangeWishOf } from '../exchange-wish-of.ts';
import type { Lost } from '../lost.ts';
import { lostByLogIn, lostByReport } from '../lost-in-exchange.ts';
import { uniqueNameOf } from '../names.ts';
import { factOf, stepOf } from '../run.ts';
import type { Run } from '../run.ts';
import { presence } from './kind.ts';
import type { Kind } from './kind.ts';

/**
 * What Exchange has to know: the service principal, and that it may send as these mailboxes and no other. One kind, because one script makes it all;
 * each object in it has its own computed name and is looked for before it is made.
 */
export const exchangeAccess: Kind = {
  intent: (run) => ({ name: uniqueNameOf(run.named), facts: {} }),
  async ensure(run) {
    await run.deps.exchangeAdmin.allow(wishOf(run), run.sender.id);
    return { externalId: null, facts: {} };
  },
  async observe(run) {
    return presence(run, stepOf(run, 'exchange-access'), (await lost(run)) === undefined);
  },
  lost,
  remove: (run) => run.deps.exchangeAdmin.withdraw(wishOf(run), run.sender.id),
};

/** More than was allowed is as wrong as less. */
async function lost(run: Run): Promise<Lost | undefined> {
  const wish = wishOf(run);
  const report = await run.deps.exchangeAdmin.look(wish, run.sender.id);
  if (report !== undefined) return lostByReport(judgeReport(wish, report));
  // Nobody but a person may look in there. Before the proof the log-in will tell; after it a log-in tells as much as anybody can see.
  return stepOf(run, 'log-in').state === 'done' ? lostByLogIn(run) : undefined;
}

const wishOf = (run: Run): ExchangeWish =>
  exchangeWishOf({
    desired: run.desired,
    named: run.named,
    tenantId: run.deps.tenantId,
    appId: factOf(run, 'application', 'appId'),
    objectId: factOf(run, 'principal', 'principalId'),
  });
