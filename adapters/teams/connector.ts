import type { CloudAdapter } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import { SendpassError } from '../../src/shared/errors.ts';
import { isAllowedServiceUrl } from './door.ts';

export type Connect = (serviceUrl: string) => Promise<ConnectorClient>;

/** Connector calls end after this; a job tries again. */
export const requestOptions = { timeout: 15_000 };

/** The SDK's connector client of a service URL, made once. Never for an address outside the cloud's list: it would get the bot's token. */
export function createConnect(adapter: CloudAdapter, appId: string, serviceUrls: string[]): Connect {
  const clients = new Map<string, Promise<ConnectorClient>>();
  return (serviceUrl) => {
    if (!isAllowedServiceUrl(serviceUrl, serviceUrls))
      return Promise.reject(
        new SendpassError({
          code: 'service-url-refused',
          kind: 'denied',
          advice: 'A stored conversation names a service URL that this cloud does not have. Nothing was sent.',
        }),
      );
    const known = clients.get(serviceUrl);
    if (known) return known;
    const made = make(adapter, appId, serviceUrl);
    clients.set(serviceUrl, made);
    made.catch(() => clients.delete(serviceUrl));
    return made;
  };
}

async function make(adapter: CloudAdapter, appId: string, serviceUrl: string): Promise<ConnectorClient> {
  let client: ConnectorClient | undefined;
  const reference = {
    channelId: 'msteams',
    serviceUrl,
    conversation: { id: 'none', isGroup: false, conversationType: '', name: '' },
  };
  await adapter.continueConversationAsync(appId, reference, (context) => {
    client = context.turnState.get<ConnectorClient>(adapter.ConnectorClientKey);
    return Promise.resolve();
  });
  if (!client) throw new Error('the SDK gave no connector client');
  withoutRetries(client);
  return client;
}

/**
 * The SDK's HTTP pipeline repeats a POST up to three times when the reply is lost or 5xx: one card would be posted again and again. There
 * is no option to stop it, so the policy is taken out of the pipeline, which the type calls private.
 */
function withoutRetries(client: ConnectorClient): void {
  const { client: inner } = client as unknown as {
    client: { pipeline: { removePolicy(policy: { name: string }): unknown[] } };
  };
  if (inner.pipeline.removePolicy({ name: 'defaultRetryPolicy' }).length === 0)
    throw new Error('the connector pipeline has no retry policy of the known name');
}
