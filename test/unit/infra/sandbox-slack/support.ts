import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { start, type Json, type Started } from '../sandbox/support.ts';

// The vendor's SDK against the sandbox's Slack: what works with Slack must work here, and what Slack refuses must be refused.

export type Workspace = {
  sandbox: Started;
  client: WebClient;
  /** Wire id of a conversation by its short name, of a person by theirs. */
  channel: (id: string) => string;
  user: (id: string) => string;
  act: (what: string, body: object) => Promise<{ status: number; body: Json }>;
  put: (what: string, body: object) => Promise<{ status: number; body: Json }>;
  conversation: (id: string) => Promise<Json>;
  person: (id: string) => Promise<Json>;
};

export const clientFor = (sandbox: Started, token: string): WebClient =>
  new WebClient(token, {
    slackApiUrl: apiOf(sandbox),
    logLevel: LogLevel.ERROR,
    logger: silent,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
  });

export const apiOf = (sandbox: Started): string => (sandbox.cloud as unknown as { slack: { api: string } }).slack.api;

/** The SDK prints what it is refused; that is what these tests provoke. */
export const silent = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

/** One sandbox for the file, anew before each test. */
export function workspace(): () => Workspace {
  let made: Workspace | undefined;
  beforeAll(async () => {
    const sandbox = await start();
    const state = await sandbox.state();
    const wireId = (list: Json[], id: string, key: string): string =>
      String(list.find((each) => each['id'] === id)![key]);
    const list = async (what: string): Promise<Json[]> =>
      (await sandbox.control('GET', `chat/slack/${what}`)).body as unknown as Json[];
    const conversations = await list('conversations');
    made = {
      sandbox,
      client: clientFor(sandbox, sandbox.env['SLACK_BOT_TOKEN']!),
      channel: (id) => wireId(conversations, id, 'conversationId'),
      user: (id) => wireId(state['slack'].people as Json[], id, 'userId'),
      act: (what, body) => sandbox.control('POST', `chat/slack/${what}`, body),
      put: (what, body) => sandbox.control('PUT', `chat/slack/${what}`, body),
      conversation: async (id) => (await list('conversations')).find((each) => each['id'] === id)!,
      person: async (id) => (await list('people')).find((each) => each['id'] === id)!,
    };
  });
  afterAll(() => made?.sandbox.close());
  beforeEach(async () => {
    await made?.sandbox.control('POST', 'reset', {});
    await made?.sandbox.control('PUT', 'faults', { latency: [1, 2] });
  });
  return () => {
    if (made === undefined) throw new Error('the sandbox did not start');
    return made;
  };
}

/** What a call was refused with: error, Slack's explanations, headers of a refusal. */
export async function refusal(call: Promise<unknown>): Promise<Json> {
  try {
    await call;
  } catch (error) {
    const { data, retryAfter, code } = error as { data?: Json; retryAfter?: number; code?: string };
    return { ...data, ...(retryAfter === undefined ? {} : { retryAfter }), code };
  }
  throw new Error('it was not refused');
}

export const errorOf = async (call: Promise<unknown>): Promise<unknown> => (await refusal(call))['error'];

/** A Bolt app that Slack reaches over signed HTTP, on a free port; the sandbox delivers to it. */
export async function boltOverHttp({ sandbox }: Workspace): Promise<{ app: App; stop: () => Promise<void> }> {
  const receiver = new HTTPReceiver({
    signingSecret: sandbox.env['SLACK_SIGNING_SECRET']!,
    endpoints: ['/slack/events'],
    logger: silent,
  });
  const app = new App({ ...options(sandbox), receiver });
  const server = (await app.start(0)) as { address: () => { port: number }; closeAllConnections: () => void };
  await sandbox.control('PUT', 'bot', { url: `http://127.0.0.1:${server.address().port}/api/messages` });
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await app.stop();
  };
  return { app, stop };
}

export function boltOverSocket({ sandbox }: Workspace, appToken: string): App {
  const receiver = new SocketModeReceiver({
    appToken,
    logger: silent,
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions: { slackApiUrl: apiOf(sandbox) } },
  });
  return new App({ ...options(sandbox), receiver });
}

const options = (sandbox: Started) => ({
  token: sandbox.env['SLACK_BOT_TOKEN']!,
  clientOptions: { slackApiUrl: apiOf(sandbox) },
  logger: silent,
});

export const words = (text: string) => ({ type: 'plain_text' as const, text });
export const section = (text: string) => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text } });
export const button = (action: string, text: string, more: object = {}) => ({
  type: 'button' as const,
  action_id: action,
  text: words(text),
  ...more,
});
export const actions = (...elements: object[]) => ({ type: 'actions' as const, elements: elements as never[] });
export const input = (id: string, label: string, more: object = {}) => ({
  type: 'input' as const,
  block_id: id,
  label: words(label),
  element: { type: 'plain_text_input' as const, action_id: 'value' },
  ...more,
});
export const modal = (blocks: object[], more: object = {}) => ({
  type: 'modal' as const,
  title: words('New sender'),
  submit: words('Send'),
  blocks: blocks as never[],
  ...more,
});
