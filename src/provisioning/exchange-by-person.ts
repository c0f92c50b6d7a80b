import { SendpassError } from '../shared/errors.ts';
import type { Transact } from '../shared/port-transaction.ts';
import { uniqueNameOf } from './names.ts';
import type { ExchangeAdmin } from './port-exchange-admin.ts';
import type { Tasks } from './port-tasks.ts';

/** Task codes whose Done says that an administrator ran the script. */
export const exchangeTasks = { allow: 'exchange-admin-needed', withdraw: 'exchange-clean-up' } as const;

/**
 * ExchangeAdmin by a person: what is wanted becomes a task with the script, and counts as made once somebody says it is done. That it is true is
 * proven by what follows – the log-in – so a wrong "done" costs time and opens nothing.
 */
export function createExchangeByPerson(deps: { transact: Transact<{ tasks: Tasks }> }): ExchangeAdmin {
  const unlessDone = async (about: { id: string; scopeName: string }, code: string, advice: string): Promise<void> => {
    const tasks = await deps.transact((repos) => repos.tasks.list(about.id));
    // What was done for an earlier route of the sender allowed another application.
    const task = tasks.findLast(
      (each) => each.code === code && uniqueNameOf({ ...about, generation: each.generation }) === about.scopeName,
    );
    if (task !== undefined && task.state !== 'open') return;
    throw new SendpassError({ code, kind: 'needs-person', advice });
  };
  return {
    allow: (wish, senderId) =>
      unlessDone(
        { ...wish, id: senderId },
        exchangeTasks.allow,
        `An Exchange administrator has to let this application send as ${wish.mailboxes.join(', ')}: only they may. The script on IT's card does it.`,
      ),
    look: async () => undefined,
    withdraw: (wish, senderId) =>
      unlessDone(
        { ...wish, id: senderId },
        exchangeTasks.withdraw,
        'Nothing can be sent any more. What is left in Exchange opens nothing; an Exchange administrator clears it away with the script on IT’s card.',
      ),
  };
}
