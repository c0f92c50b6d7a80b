import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import tls from 'node:tls';

// The sandbox as its own process: a killed bot finds the world as it left it, and nothing of the sandbox is loaded into the test.

/** A parsed reply: what is in it is what the test asserts. */
// oxlint-disable-next-line typescript/no-explicit-any -- reading foreign JSON field by field in assertions
export type Json = Record<string, any>;

export type SandboxOptions = {
  /** Latencies, lags and ids. Default 1. */
  seed?: number;
  /** Where the bot listens; can be given later with `putBot`. */
  botUrl?: string;
};

/** `path` is a part of path and query, `body` of what is said; either may be `/a regular expression/`. */
export type FaultMatch = { neighbour?: string; method?: string; path?: string; body?: string };
/** One rule of `PUT /_sandbox/faults` (infra/sandbox/faults.ts). */
export type FaultRule = {
  match: FaultMatch;
  nth?: number;
  times?: number;
  status?: number;
  /** Seconds. */
  retryAfter?: number;
  drop?: boolean | 'before' | 'after';
  kill?: { pid: number; when: 'before' | 'after'; reply?: boolean };
};
export type Faults = {
  latency?: [number, number];
  lag?: Partial<Record<'app' | 'principal' | 'password' | 'token' | 'role' | 'exchange', [number, number]>>;
  seed?: number;
  rules?: FaultRule[];
};

export type Delivered = { status: number; body: Json; dialogId?: string; messageId?: string };

/** Zero is not allowed by the sandbox: replicas that agree within a moment, for tests about something else. */
export const shortLag: NonNullable<Faults['lag']> = {
  app: [1, 2],
  principal: [1, 2],
  password: [1, 2],
  token: [1, 2],
  role: [1, 2],
  exchange: [1, 2],
};

export type SandboxProcess = Awaited<ReturnType<typeof startSandboxProcess>>;

/**
 * Starts `infra/sandbox/main.ts` on free ports and trusts its CA in this process. `stop()` ends it; it also ends with the test process.
 * Every function is one call of the control API and throws with its message when it is refused; chat helpers throw when the client
 * itself would not have sent anything, and otherwise give what the bot answered on the wire.
 */
export async function startSandboxProcess(options: SandboxOptions = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'sendpass-sandbox-'));
  const { controlUrl, end } = await spawnSandbox(dir, options);
  const stop = async (): Promise<void> => {
    await end();
    rmSync(dir, { recursive: true, force: true });
  };
  const call = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = { 'content-type': 'application/json' };
    const reply = await fetch(`${controlUrl}${path}`, { method, headers, ...init });
    if (reply.ok) return reply;
    throw new Error(`sandbox: ${method} ${path} ${reply.status}: ${await reply.text()}`);
  };
  const json = async (method: string, path: string, body?: unknown): Promise<Json> =>
    (await (await call(method, path, body)).json()) as Json;
  const act = async (path: string, body: Json): Promise<Delivered> => (await json('POST', path, body)) as Delivered;

  const cloud = (): Promise<Json> => json('GET', '/_sandbox/cloud');
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), String((await cloud())['ca'])]);
  return {
    controlUrl,
    /** Folder with cloud.json and policy.json. */
    dir,
    /** All the bot needs; the caller adds DATA_DIR or DATABASE_URL. */
    env: async () => parseEnv(await (await call('GET', '/_sandbox/env')).text()),
    cloud,
    state: () => json('GET', '/_sandbox/state'),
    /** Every exchange since the start or the last reset, oldest first. */
    requests: async () => parseLines(await (await call('GET', '/_sandbox/requests')).text()),
    /** Every secret value it handed out. */
    secrets: async () => (await json('GET', '/_sandbox/secrets')) as unknown as string[],
    putFaults: (faults: Faults) => json('PUT', '/_sandbox/faults', faults),
    putPermissions: (remove: string[]) => json('PUT', '/_sandbox/permissions', { remove }),
    putTier: (tier: 'default' | 'raised') => json('PUT', '/_sandbox/tier', { tier }),
    /** `widenRole`, `removeRoleDefinition`, `squat`, `person`, `maxPasswordLifetime`, `acsCreationClosed`. */
    putWorld: (edit: Json) => json('PUT', '/_sandbox/world', edit),
    putBot: (url: string) => json('PUT', '/_sandbox/bot', { url }),
    /** Moves a secret's end date, by default to a minute ago. */
    expire: (wish: { appId?: string; uniqueName?: string; keyId?: string; endDateTime?: string }) =>
      json('POST', '/_sandbox/expire', wish),
    plant: (value: string) => json('POST', '/_sandbox/plant', { value }),
    reset: () => json('POST', '/_sandbox/reset', {}),
    message: (wish: {
      from: string;
      text: string;
      conversation?: string;
      file?: { name: string; base64: string; link?: boolean };
    }) => act('/_sandbox/chat/teams/message', wish),
    /** Presses a button (title or position) of a `message`'s card, or submits a `dialog`. `force` skips the client's own input checks. */
    action: (wish: {
      from: string;
      message?: string;
      dialog?: string;
      action: string | number;
      inputs?: Json;
      force?: boolean;
    }) => act('/_sandbox/chat/teams/action', wish),
    install: (wish: { conversation: string; state?: 'installed' | 'removed' | 'blocked' }) =>
      json('POST', '/_sandbox/chat/teams/install', wish),
    conversations: async () => (await json('GET', '/_sandbox/chat/teams/conversations')) as unknown as Json[],
    /** What else the control API offers: `control('GET', '/_sandbox/floor?uniqueName=…')`. */
    control: json,
    stop,
  };
}

async function spawnSandbox(dir: string, { seed, botUrl }: SandboxOptions) {
  const main = resolve(import.meta.dirname, '../../infra/sandbox/main.ts');
  const words = [main, '--port', '0', '--dir', dir];
  if (seed !== undefined) words.push('--seed', String(seed));
  if (botUrl !== undefined) words.push('--bot-url', botUrl);
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const killed = (): void => void child.kill('SIGKILL');
  process.once('exit', killed);
  const closed = once(child, 'close');
  const lines = createInterface({ input: child.stdout });
  const ready = async (): Promise<string> => {
    for await (const line of lines) {
      const url = /^Sandbox ready: (\S+)/.exec(line)?.[1];
      if (url !== undefined) return url;
    }
    throw new Error('the sandbox ended before it was ready; its error is above');
  };
  const controlUrl = await ready();
  // Read on, or a talkative sandbox would block on a full pipe.
  child.stdout.resume();
  const end = async (): Promise<void> => {
    process.off('exit', killed);
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await closed;
  };
  return { controlUrl, end };
}

const parseEnv = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const [, name, value] = /^([A-Z_]+)=(.*)$/s.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value]];
    }),
  );

const parseLines = (text: string): Json[] =>
  text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Json]));
