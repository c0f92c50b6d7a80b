import type { Context } from './context.ts';
import { makeDraws } from './draw.ts';
import { boundedLog } from './exchange-log.ts';
import { applyFaults, noFaults } from './faults.ts';
import { redact } from './redact.ts';
import { newIdentities, seedWorld } from './seed-world.ts';
import type { Exchange } from './wire.ts';
import type { Endpoints } from './world.ts';

type Options = { seed: number; dir: string; botUrl: string; smtpPort: number; tls: Context['tls'] };

const none = {
  entra: '',
  graph: '',
  arm: '',
  vault: '',
  connector: '',
  botLogin: '',
  sharepoint: '',
  slack: '',
  control: '',
  exchangeAdmin: '',
};

/** The shared state of one sandbox. Endpoints are empty until the servers listen. */
export function makeContext({ seed, dir, botUrl, smtpPort, tls }: Options): Context & { close: () => Promise<void> } {
  const draws = makeDraws(seed);
  const identities = newIdentities();
  const endpoints: Endpoints = { ...none, smtpPort, exchangeSmtpPort: 0, dnsPort: 0 };
  const world = seedWorld({ seed, draws, identities, endpoints, botUrl });
  const exchanges: Exchange[] = [];
  const timings: Context['timings'] = [];
  const keep = boundedLog({ exchanges, timings });
  const faults = noFaults();
  const resetHooks: (() => void)[] = [];
  const closeHooks: (() => void | Promise<void>)[] = [];
  return {
    world,
    seed,
    dir,
    tls,
    faults,
    draws,
    exchanges,
    timings,
    applyFaults: (event) => applyFaults(faults, world.draw, event),
    record: (exchange, latencyMs = 0) => {
      const told = redact(exchange);
      keep(told);
      if (told.status >= 200 && told.status < 300) timings.push({ exchange: told, latencyMs });
    },
    reset: () => {
      draws.seed(seed);
      Object.assign(faults, noFaults());
      exchanges.length = 0;
      timings.length = 0;
      Object.assign(world, seedWorld({ seed, draws, identities, endpoints, botUrl: world.bot.url }));
      for (const hook of resetHooks) hook();
    },
    onReset: (hook) => void resetHooks.push(hook),
    onClose: (hook) => void closeHooks.push(hook),
    close: async () => {
      for (const hook of closeHooks) await hook();
    },
  };
}
