import { factOf, stepOf } from '../run.ts';
import { presence, removeUntilGone } from './kind.ts';
import type { Kind } from './kind.ts';

/** The service principal: what the role is given to. One per application, so a repeat finds the first. */
export const principal: Kind = {
  intent: (run) => ({ name: factOf(run, 'application', 'appId'), facts: {} }),
  async ensure(run) {
    const made = await run.deps.entra.createPrincipal(factOf(run, 'application', 'appId'));
    // After a Stop, by the decision that let it start again. Not asked what it is now: a lagging replica would say enabled.
    if (stepOf(run, 'principal').facts['disabled'] === 'yes') await run.deps.entra.setPrincipalEnabled(made.id, true);
    return { externalId: made.id, facts: { principalId: made.id } };
  },
  async observe(run) {
    const found = await run.deps.entra.findPrincipal(factOf(run, 'application', 'appId'));
    return presence(run, stepOf(run, 'principal'), found !== undefined);
  },
  remove: (run, memory) =>
    removeUntilGone(run, stepOf(run, 'principal'), memory, {
      what: 'the service principal',
      find: () => run.deps.entra.findPrincipal(factOf(run, 'application', 'appId')),
      remove: (found) => run.deps.entra.deletePrincipal(found.id),
    }),
};
