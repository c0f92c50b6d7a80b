import type { App, HTTPReceiver, Receiver, ReceiverEvent, SocketModeReceiver } from '@slack/bolt';
import type { Clock } from '../../src/shared/clock.ts';
import type { Logger } from '../../src/shared/port-logger.ts';
import type { Secret } from '../../src/shared/secret.ts';
import type { webApi } from '@slack/bolt';
import { createSdkLogger } from './sdk-logger.ts';

export const endpoint = '/slack/events';

type Bolt = {
  HTTPReceiver: typeof HTTPReceiver;
  SocketModeReceiver: typeof SocketModeReceiver;
};

/**
 * Held until the listener is done, so that what Slack was told has come in is stored: an event that could not be is 500, and Slack delivers it
 * again.
 */
export const httpReceiver = (bolt: Bolt, signingSecret: Secret, logger: Logger): HTTPReceiver =>
  new bolt.HTTPReceiver({
    signingSecret: signingSecret.expose('slack'),
    endpoints: [endpoint],
    processBeforeResponse: true,
    customPropertiesExtractor: (request) => ({ arrivedAt: 'arrivedAt' in request ? request.arrivedAt : undefined }),
    logger: createSdkLogger(logger),
  });

/** Deliveries through a connection of ours. Bolt tells Slack at once that an event came in; here, as over HTTP, when it is stored. */
export function socketReceiver(
  bolt: Bolt,
  appToken: Secret,
  { clientOptions, logger }: { clientOptions: webApi.WebClientOptions; logger: Logger; clock: Clock },
): Receiver {
  const inner = new bolt.SocketModeReceiver({
    appToken: appToken.expose('slack'),
    logger: createSdkLogger(logger),
    installerOptions: { clientOptions },
    // Not acknowledged: Slack delivers it again.
    processEventErrorHandler: async () => false,
  });
  return {
    init: (app) => inner.init({ processEvent: (event: ReceiverEvent) => held(app, event) } as App),
    start: () => inner.start(),
    stop: () => inner.stop(),
  };
}

async function held(app: App, event: ReceiverEvent): Promise<void> {
  const answers: Parameters<ReceiverEvent['ack']>[0][] = [];
  await app.processEvent({
    ...event,
    ack: async (answer) => {
      answers.push(answer);
    },
  });
  if (answers.length > 0) await event.ack(answers[0]);
}
