import { judgeReport } from '../../relays/exchange-report.ts';
import type { ExchangeWish } from '../../relays/exchange-wish.ts';
import { exchangeWishOf } from '../exchange-wish-of.ts';
import { uniqueNameOf } from '../names.ts';
import { logInOnce } from '../proofs/log-in-once.ts';
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
    const step = stepOf(run, 'exchange-access');
    const wish = wishOf(run);
    const report = await run.deps.exchangeAdmin.look(wish, run.sender.id);
    if (report !== undefined) return presence(run, step, judgeReport(wish, report).length === 0);
    // Nobody but a person may look in there. Before the proof the log-in will tell; after it a log-in tells as much as anybody can see.
    if (stepOf(run, 'log-in').state !== 'done') return 'present';
    return presence(run, step, await logInOnce(run));
  },
  remove: (run) => run.deps.exchangeAdmin.withdraw(wishOf(run), run.sender.id),
};

const wishOf = (run: Run): ExchangeWish =>
  exchangeWishOf({
    desired: run.desired,
    named: run.named,
    tenantId: run.deps.tenantId,
    appId: factOf(run, 'application', 'appId'),
    objectId: factOf(run, 'principal', 'principalId'),
  });
