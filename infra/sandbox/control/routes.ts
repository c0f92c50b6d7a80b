// The control API (design.md, "The sandbox"). Plain HTTP on loopback; errors are 400 with `{error:{code,message}}`.
import { z } from 'zod';
import type { Context } from '../context.ts';
import { faultsBody } from '../faults.ts';
import type { Route } from '../wire.ts';
import { command, get, ok, plain, wrong } from './answer.ts';
import { cloudJson, envText } from './cloud.ts';
import { expireBody, expirePassword } from './expire.ts';
import { floorOf } from './floor.ts';
import { permissionsBody } from './permissions.ts';
import { stateOf } from './state.ts';
import { editWorld, worldBody } from './world-edits.ts';

export type StatePart = (context: Context) => Record<string, unknown>;

/** `parts` add what others know (chats, posts) to the state. */
export function coreControlRoutes(parts: StatePart[]): Route[] {
  const state = (context: Context): Record<string, unknown> =>
    Object.assign(stateOf(context), ...parts.map((part) => part(context)));
  return [
    get('/_sandbox/cloud', (context) => ok(cloudJson(context))),
    get('/_sandbox/env', (context) => plain(envText(context))),
    get('/_sandbox/state', (context) => ok(state(context))),
    get('/_sandbox/requests', ({ exchanges }) =>
      plain(exchanges.map((each) => `${JSON.stringify(each)}\n`).join(''), 'application/x-ndjson'),
    ),
    get('/_sandbox/secrets', ({ world }) => ok([...world.secrets])),
    get('/_sandbox/faults', (context) => ok(faultsOf(context))),
    get('/_sandbox/permissions', ({ world }) => ok({ remove: [...world.removedPermissions] })),
    get('/_sandbox/floor', (context, query) => {
      const floor = floorOf(context, query.get('uniqueName') ?? '');
      return typeof floor === 'string' ? wrong(floor) : ok(floor);
    }),
    ...commands(state),
  ];
}

function commands(state: StatePart): Route[] {
  return [
    command('PUT', '/_sandbox/faults', faultsBody, (context, body) => {
      const { faults, world, draws } = context;
      if (body.latency !== undefined) faults.latency = body.latency;
      if (body.rules !== undefined) faults.rules = body.rules.map((each) => ({ ...each, seen: 0 }));
      if (body.lag !== undefined) Object.assign(world.lag, body.lag);
      if (body.seed !== undefined) draws.seed(body.seed);
      return ok(faultsOf(context));
    }),
    command('PUT', '/_sandbox/permissions', permissionsBody, ({ world }, { remove }) => {
      world.removedPermissions = new Set(remove);
      return ok({ remove });
    }),
    command('PUT', '/_sandbox/tier', z.strictObject({ tier: z.enum(['default', 'raised']) }), ({ world }, { tier }) => {
      world.tier = tier;
      return ok({ tier });
    }),
    command('POST', '/_sandbox/expire', expireBody, (context, body) => {
      const done = expirePassword(context.world, body);
      return typeof done === 'string' ? wrong(done) : ok(done);
    }),
    command('POST', '/_sandbox/reset', z.strictObject({}), (context) => {
      context.reset();
      return ok();
    }),
    command('PUT', '/_sandbox/bot', z.strictObject({ url: z.url() }), ({ world }, { url }) => {
      world.bot.url = url;
      return ok({ url });
    }),
    command('POST', '/_sandbox/plant', z.strictObject({ value: z.string().min(4) }), ({ world }, { value }) => {
      world.secrets.add(value);
      return ok();
    }),
    command('PUT', '/_sandbox/world', worldBody, (context, body) => {
      const problem = editWorld(context, body);
      return problem === undefined ? ok(state(context)) : wrong(problem);
    }),
  ];
}

function faultsOf({ faults, world }: Context): Record<string, unknown> {
  return { latency: faults.latency, lag: world.lag, rules: faults.rules, fired: faults.fired };
}
