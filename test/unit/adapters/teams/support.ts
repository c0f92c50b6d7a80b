import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import tls from 'node:tls';
import { startHttp } from '../../../../adapters/http/server.ts';
import { startTeams } from '../../../../adapters/teams/start-teams.ts';
import type { Teams } from '../../../../adapters/teams/start-teams.ts';
import type { Arrived } from '../../../../src/chat/arrived.ts';
import type { Reply } from '../../../../src/chat/reply.ts';
import type { Cloud } from '../../../../src/shared/cloud.ts';
import { systemClock } from '../../../../src/shared/clock.ts';
import { Secret } from '../../../../src/shared/secret.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- wire JSON, looked at by tests only
export type Json = any;
export type Bench = Awaited<ReturnType<typeof startBench>>;

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** A sandbox in its own process, and the Teams adapter behind a real HTTP door; what arrives in chat is kept and answered by `answer`. */
export async function startBench() {
  const sandbox = spawn(process.execPath, ['infra/sandbox/main.ts', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: sandbox.stdout });
  const [line] = (await once(lines, 'line')) as [string];
  const control = /http:\/\/\S+/.exec(line)![0];
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${control}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Json;
  };
  const cloud = { ...(await call('GET', '/_sandbox/cloud')), custom: true } as Cloud;
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), cloud.ca!]);
  const env = Object.fromEntries(
    (await (await fetch(`${control}/_sandbox/env`)).text())
      .split('\n')
      .map((line) => [line.split('=')[0], line.slice(line.indexOf('=') + 1).replaceAll('"', '')]),
  ) as Record<string, string>;

  const arrived: Arrived[] = [];
  const bench = {
    control,
    call,
    env,
    arrived,
    answer: (async () => ({ type: 'none' })) as (what: Arrived) => Promise<Reply>,
    url: '',
    teams: undefined as unknown as Teams,
    deliver: (activity: Record<string, unknown>, token = 'valid', serviceUrl?: string) =>
      call('POST', '/_sandbox/chat/teams/raw', { activity, token, ...(serviceUrl ? { serviceUrl } : {}) }) as Promise<{
        status: number;
        body: Json;
      }>,
    close: async () => {
      await http.close();
      sandbox.kill('SIGTERM');
      await once(sandbox, 'exit');
    },
  };
  bench.teams = startTeams({
    cloud,
    tenantId: env['TENANT_ID']!,
    bot: { appId: env['BOT_APP_ID']!, type: 'SingleTenant', secret: new Secret(env['BOT_APP_SECRET']!) },
    clock: systemClock,
    logger: silent,
    onArrived: async (what) => {
      arrived.push(what);
      return bench.answer(what);
    },
  });
  const http = await startHttp({
    host: '127.0.0.1',
    port: 0,
    logger: silent,
    health: async () => ({ ok: true }),
    routes: [{ method: 'POST', path: '/api/messages', answer: (exchange) => bench.teams.answer(exchange) }],
  });
  bench.url = `http://127.0.0.1:${http.port}/api/messages`;
  await call('PUT', '/_sandbox/bot', { url: bench.url });
  return bench;
}
