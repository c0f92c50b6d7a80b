import type { Store } from '../adapters/postgres/open-store.ts';
import type { SlackOptions } from '../adapters/slack/options.ts';
import { startSlack } from '../adapters/slack/start-slack.ts';
import type { Slack } from '../adapters/slack/start-slack.ts';
import { createAnswerStranger } from './chat/answer-stranger.ts';
import type { ChatDeps } from './chat/deps.ts';
import { homeView } from './chat/home.ts';
import type { Receive } from './chat/receive.ts';
import { refreshLink } from './chat/refresh-links.ts';
import type { createRefusedDeliveries } from './chat/refused-delivery.ts';
import type { Config } from './config.ts';
import { accountKey } from './people/account-link.ts';
import { createLinkedAccountOf } from './people/linked-account-of.ts';
import { createLinkedPersonOf } from './people/linked-person-of.ts';
import type { DirectoryPeople } from './people/port-directory-people.ts';
import { suspendLink } from './people/suspend-link.ts';
import { systemClock } from './shared/clock.ts';
import type { Logger } from './shared/port-logger.ts';

type Around = {
  store: Store;
  logger: Logger;
  refused: ReturnType<typeof createRefusedDeliveries>;
  directory: DirectoryPeople;
};

/**
 * Slack's part of the composition root. Null, and nothing of it loaded, where Slack is not configured. `room` is asked for when something
 * arrives: it does not exist before.
 */
export async function openSlack(
  config: Config,
  around: Around,
  room: () => ChatDeps & { receive: Receive },
): Promise<Slack | null> {
  if (config.slack === null) return null;
  const { store, logger, refused, directory } = around;
  const { slack, tenantId } = config;
  return startSlack({
    ...slack,
    clock: systemClock,
    logger,
    signatures: {
      accept: (signature) =>
        store.transactUrgent(({ deliveries }) =>
          deliveries.accept(`slack-signature:${signature}`, systemClock.now(), null),
        ),
      release: (signature) => store.transact(({ deliveries }) => deliveries.release(`slack-signature:${signature}`)),
    },
    ...accountsOf(store, { directory, tenantId, ssoManaged: slack.ssoManaged }),
    onStranger: createAnswerStranger({
      transact: store.transact,
      clock: systemClock,
      people: directory,
      signInAt: config.signIn?.publicUrl ?? null,
    }),
    onArrived: (arrived) => room().receive(arrived),
    homeOf: (actor) => homeView(room(), actor),
    onRefused: (delivery) => refused({ platform: 'slack', ...delivery }),
  });
}

/** Which person an account is, which account a person has, and what becomes of a link when the account is closed. */
function accountsOf(
  { transact }: Store,
  { directory, tenantId, ssoManaged }: { directory: DirectoryPeople; tenantId: string; ssoManaged: boolean },
): Pick<SlackOptions, 'personOf' | 'accountOf' | 'onDeactivated'> {
  return {
    personOf: createLinkedPersonOf({
      transact,
      clock: systemClock,
      directory,
      tenantId,
      ssoManaged,
      changed: refreshLink,
    }),
    accountOf: createLinkedAccountOf({ transact, ssoManaged }),
    onDeactivated: (user) =>
      transact(async (repos) => {
        const wish = { account: accountKey(user), why: 'deactivated' } as const;
        const link = await suspendLink(repos, wish, systemClock.now());
        if (link) await refreshLink(repos, link);
      }),
  };
}
