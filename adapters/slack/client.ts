import type { webApi } from '@slack/bolt';
import type { Logger } from '../../src/shared/port-logger.ts';
import type { Secret } from '../../src/shared/secret.ts';
import { createSdkLogger } from './sdk-logger.ts';

export type SlackClient = webApi.WebClient;

/**
 * The SDK repeats nothing and waits for nothing: a job does, knowing what it did before, and a person's click has no time. Ours alone, not
 * Bolt's: its own client prints at the level it is given.
 */
export const clientOptions = (api: string, logger: Logger): webApi.WebClientOptions => ({
  slackApiUrl: api,
  logger: createSdkLogger(logger),
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: 15_000,
  // A URL of another host in place of a method's name would be sent the token.
  allowAbsoluteUrls: false,
});

/** The message's `ts`, which is its id. By name: a linter takes the method for a window's. */
export async function post(client: SlackClient, message: Record<string, unknown>): Promise<string> {
  const { ts } = (await client.apiCall('chat.postMessage', message)) as { ok: boolean; ts?: unknown };
  return typeof ts === 'string' ? ts : '';
}

type WebApi = { WebClient: new (token: string, options: webApi.WebClientOptions) => SlackClient };

/** For Bolt, which wants it with every delivery. */
export const withToken = (botToken: Secret): { botToken: string } => ({ botToken: botToken.expose('slack') });

export const createClient = ({ WebClient }: WebApi, botToken: Secret, options: webApi.WebClientOptions): SlackClient =>
  new WebClient(botToken.expose('slack'), options);
