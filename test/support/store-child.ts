import { openStore } from '../../adapters/postgres/open-store.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { asSendpassError } from '../../src/shared/errors.ts';
import { converge, handlers, quiet } from './store-samples.ts';

// A process to be killed. Says on stdout, line by line, what it has done; what it printed must be found afterwards.
//   hold  WHERE   runs one converge job and never ends it
//   write WHERE N commits numbered settings and audit events, from N on, until it dies
//   open  WHERE   only opens, and says how that went

const [what, where = '{}', from = '0'] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const store = await openStore({ ...(JSON.parse(where) as object), logger: quiet, clock: systemClock });
  say('open');
  if (what === 'hold') {
    await store.startJobs(handlers({ converge: () => new Promise(() => say('holding')) }));
    await store.transact(({ jobs }) => jobs.enqueue(converge('held')));
  }
  if (what === 'write')
    for (let no = Number(from); ; no++) {
      await store.transact(async ({ deliveries, audit, jobs }) => {
        await deliveries.accept(`delivery ${no}`, new Date(), null);
        await jobs.enqueue(converge(`job ${no}`));
        await audit.append({ type: 'request-submitted', actor: 'ann', subject: `no:${no}`, data: { no } });
      });
      say(String(no));
    }
}

main().catch((thrown: unknown) => {
  const { code, advice } = asSendpassError(thrown);
  say(`failed ${code} ${advice}`);
  process.exit(1);
});
