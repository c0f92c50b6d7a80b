import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfidentialClientApplication } from '@azure/msal-node';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { startSandbox } from '../../../../infra/sandbox/start-sandbox.ts';

/** A parsed reply: what is in it is what the test asserts. */
// oxlint-disable-next-line typescript/no-explicit-any -- reading foreign JSON field by field in assertions
export type Json = Record<string, any>;
export type Cloud = {
  authorityHost: string;
  graph: { endpoint: string; scope: string };
  arm: { endpoint: string; scope: string };
  vault: { suffix: string; scope: string };
  smtp: { acs: { host: string; port: number }; exchange: { host: string; port: number } };
  exchangeAdmin: { endpoint: string; scope: string };
  ca: string;
};
export type Started = {
  url: string;
  cloud: Cloud;
  env: Record<string, string>;
  close: () => Promise<void>;
  control: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: Json }>;
  state: () => Promise<Json>;
  requests: () => Promise<Json[]>;
};

/** A sandbox on free ports, its CA trusted by this process. */
export async function start(): Promise<Started> {
  const dir = mkdtempSync(join(tmpdir(), 'sendpass-test-'));
  const { controlUrl: url, close } = await startSandbox({ port: 0, dir });
  const control: Started['control'] = async (method, path, body) => {
    const init =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const reply = await fetch(`${url}/_sandbox/${path}`, { method, ...init });
    return { status: reply.status, body: (await reply.json()) as Json };
  };
  const cloud = (await control('GET', 'cloud')).body as unknown as Cloud;
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), cloud.ca]);
  return {
    url,
    cloud,
    close,
    control,
    env: parseEnv(await (await fetch(`${url}/_sandbox/env`)).text()),
    state: async () => (await control('GET', 'state')).body,
    requests: async () => {
      const text = await (await fetch(`${url}/_sandbox/requests`)).text();
      return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Json]));
    },
  };
}

function parseEnv(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split('\n').flatMap((line) => (line === '' ? [] : [line.split(/=(.*)/s).slice(0, 2)])),
  );
}

export function msal(sandbox: Started, clientId: string, clientSecret: string, tenant = sandbox.env['TENANT_ID']!) {
  return new ConfidentialClientApplication({
    auth: {
      clientId,
      clientSecret,
      authority: `${sandbox.cloud.authorityHost}/${tenant}`,
      knownAuthorities: [new URL(sandbox.cloud.authorityHost).host],
    },
  });
}

/** A token of Sendpass's own identity, through msal-node. */
export async function ownToken(sandbox: Started, scope: string): Promise<string> {
  const client = msal(sandbox, sandbox.env['IDENTITY_CLIENT_ID']!, sandbox.env['IDENTITY_CLIENT_SECRET']!);
  return (await client.acquireTokenByClientCredential({ scopes: [scope] }))!.accessToken;
}

export type Reply = { status: number; body: Json; headers: Headers };
export type Call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>;

/** Graph with Sendpass's own token. */
export async function graphAs(sandbox: Started): Promise<Call> {
  const token = await ownToken(sandbox, sandbox.cloud.graph.scope);
  return async (method, path, body, headers = {}) => {
    const reply = await fetch(`${sandbox.cloud.graph.endpoint}/v1.0${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    return { status: reply.status, headers: reply.headers, body: text === '' ? {} : (JSON.parse(text) as Json) };
  };
}

export const CREATE_IF_MISSING = { prefer: 'create-if-missing' };

/** Repeats until the reply has this status: for what a replica does not show yet. */
export async function until(status: number, call: () => Promise<Reply>): Promise<Reply> {
  for (;;) {
    const reply = await call();
    if (reply.status === status) return reply;
    await sleep(50);
  }
}

/** Zero is not allowed: replicas that agree within a moment, for tests about something else. */
export const SHORT_LAG = {
  app: [1, 2],
  principal: [1, 2],
  password: [1, 2],
  token: [1, 2],
  role: [1, 2],
  exchange: [1, 2],
};

/** One sandbox for the file, anew and in a hurry before each test. */
export function hurriedSandbox(): () => { sandbox: Started; graph: Call; upsert: (name: string) => Promise<Reply> } {
  let all: { sandbox: Started; graph: Call } | undefined;
  beforeAll(async () => {
    const sandbox = await start();
    all = { sandbox, graph: await graphAs(sandbox) };
  });
  afterAll(() => all?.sandbox.close());
  beforeEach(async () => {
    await all?.sandbox.control('POST', 'reset');
    await all?.sandbox.control('PUT', 'faults', { latency: [1, 2], lag: SHORT_LAG });
  });
  return () => {
    if (!all) throw new Error('the sandbox did not start');
    const { sandbox, graph } = all;
    const path = (name: string): string => `/applications(uniqueName='${name}')`;
    const upsert = (name: string) => graph('PATCH', path(name), { displayName: 'Billing' }, CREATE_IF_MISSING);
    return { sandbox, graph, upsert };
  };
}
