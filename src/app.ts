import { createAzure } from '../adapters/azure/arm.ts';
import { createCredential } from '../adapters/azure/credential.ts';
import { createVault } from '../adapters/azure/vault.ts';
import { createDirectory } from '../adapters/entra/directory.ts';
import { createEntra } from '../adapters/entra/entra.ts';
import { createGraph } from '../adapters/entra/graph-client.ts';
import { createTokenProof } from '../adapters/entra/token-proof.ts';
import { createDns } from '../adapters/dns/dns.ts';
import { createExchangeAdmin } from '../adapters/exchange/exchange-admin.ts';
import { createInvoke } from '../adapters/exchange/invoke.ts';
import { startHttp } from '../adapters/http/server.ts';
import type { Health } from '../adapters/http/server.ts';
import { openStore } from '../adapters/postgres/open-store.ts';
import { limitOf } from '../adapters/postgres/job-queues.ts';
import type { Store } from '../adapters/postgres/open-store.ts';
import { createMailRelay } from '../adapters/smtp/mail-relay.ts';
import { createTeamsFiles } from '../adapters/teams/download.ts';
import { startTeams } from '../adapters/teams/start-teams.ts';
import { approvalClock } from './chat/approval-clock.ts';
import type { ChatDeps } from './chat/deps.ts';
import { handleMessage } from './chat/handle-message.ts';
import { createReceive } from './chat/receive.ts';
import { refreshRequest, refreshSender } from './chat/refresh-cards.ts';
import { countRefused, tryRefusedAgain } from './chat/refused.ts';
import type { Repos } from './chat/repos.ts';
import { lookAtApprovers } from './chat/see-approvers.ts';
import { createShowCard } from './chat/show-card.ts';
import type { Policy } from './policy/policy.ts';
import { askToTellPolicy, tellPolicy } from './chat/tell-policy.ts';
import type { Config } from './config.ts';
import { forgetTokens } from './credentials/reveal.ts';
import type { ConvergeDeps } from './provisioning/converge-deps.ts';
import { convergeJob } from './provisioning/converge-job.ts';
import { createExchangeByPerson } from './provisioning/exchange-by-person.ts';
import { createExchangeWithFallback } from './provisioning/exchange-with-fallback.ts';
import type { ExchangeAdmin } from './provisioning/port-exchange-admin.ts';
import { sendTestMail } from './provisioning/send-test-mail.ts';
import { sweep } from './provisioning/sweep.ts';
import { expireRequests } from './requests/expire.ts';
import { systemClock } from './shared/clock.ts';
import { cloudFingerprint } from './shared/cloud.ts';
import { SendpassError } from './shared/errors.ts';
import type { JobHandlers } from './shared/port-jobs.ts';
import type { Logger } from './shared/port-logger.ts';

export type App = { port: number; stop(): Promise<void> };

/**
 * The composition root: everything Sendpass is made of, put together once. Order matters: store before jobs, jobs before the door, so that
 * whoever is let in finds hands to do the work.
 */
export async function startApp(config: Config, logger: Logger): Promise<App> {
  const { cloud, tenantId, policy } = config;
  const clock = systemClock;
  const store = await openStore({
    ...(config.store.kind === 'postgres'
      ? { url: config.store.url.expose('database') }
      : { dataDir: config.store.dataDir }),
    logger,
    clock,
  });
  await store.stampCloud(cloudFingerprint(cloud, tenantId));
  const neighbours = { ...createNeighbours(config), exchangeAdmin: createExchange(config, store, logger) };
  const teams = startTeams({
    cloud,
    tenantId,
    bot: config.bot,
    clock,
    logger,
    onArrived: (arrived) => receive(arrived),
  });
  const chat: ChatDeps = {
    ...neighbours,
    diagnosis: neighbours,
    transact: store.transact,
    clock,
    logger,
    policy,
    tenantId,
    platform: teams.platform,
    setUpAtOnce: limitOf(config.store.kind, 'converge'),
    // A custom cloud is named on every card, so that nobody takes a rehearsal for the real thing.
    productName: cloud.custom ? `Sendpass (${cloud.name})` : 'Sendpass',
  };
  const receive = createReceive({ ...chat, transact: store.transactUrgent });
  await startWork(store, jobHandlers(chat, await convergeDeps(config, store, neighbours, logger)), policy);
  const http = await startHttp({
    ...config.http,
    logger,
    health: () => health(store),
    routes: [{ method: 'POST', path: '/api/messages', answer: (exchange) => teams.answer(exchange) }],
  });
  void teams.warm();
  return {
    port: http.port,
    async stop() {
      await http.close();
      await store.stopJobs();
      await store.close();
    },
  };
}

async function startWork(store: Store, handlers: JobHandlers, policy: Policy): Promise<void> {
  await store.startJobs(handlers);
  await store.transact((repos) => askToTellPolicy(repos, policy));
  await store.transact(tryRefusedAgain);
}

async function health(store: Store): Promise<Health> {
  const checked = await store.check();
  return checked.ok ? { ...checked, cardsRefused: await store.transactUrgent(countRefused) } : checked;
}

function createNeighbours(config: Config) {
  const { cloud, tenantId } = config;
  const credential = createCredential(config.identity, cloud, tenantId);
  const graph = createGraph(cloud, credential);
  return {
    entra: createEntra(graph, config.identity.clientId),
    directory: createDirectory(graph),
    azure: createAzure({ ...config, credential }),
    vault: createVault(config.vaultUrl, credential),
    mailRelay: createMailRelay(cloud),
    files: createTeamsFiles(cloud.chatFiles),
    tokenProof: createTokenProof(cloud, tenantId),
    dns: createDns(cloud),
  };
}

type Neighbours = ReturnType<typeof createNeighbours> & { exchangeAdmin: ExchangeAdmin };

async function convergeDeps(
  config: Config,
  store: Store,
  neighbours: Neighbours,
  logger: Logger,
): Promise<ConvergeDeps> {
  const installation = await store.transact((repos) => repos.settings.get('installation-id'));
  if (!installation)
    throw new SendpassError({
      code: 'no-installation-id',
      kind: 'bug',
      advice: 'The database has no installation id.',
    });
  return {
    ...neighbours,
    transact: store.transact,
    clock: systemClock,
    logger,
    tenantId: config.tenantId,
    roleDefinitionId: config.roleDefinitionId,
    maxSecretLifetime: () => neighbours.directory.maxSecretLifetime(),
    installationId: installation.value,
    timeZone: config.policy.timeZone,
    // Converge knows nothing of cards; the repositories of a transaction are all of them.
    changed: (repos, senderId) => refreshSender(repos as Repos, senderId),
  };
}

/** A person with the script, unless the operator opted into the route Microsoft does not support; then the person is the way on. */
function createExchange(config: Config, store: Store, logger: Logger): ExchangeAdmin {
  const byPerson = createExchangeByPerson(store);
  if (config.policy.exchange?.administration !== 'rest') return byPerson;
  const { cloud, identity, tenantId } = config;
  const direct = createExchangeAdmin(createInvoke(cloud, createCredential(identity, cloud, tenantId), tenantId));
  return createExchangeWithFallback({ direct, byPerson, logger });
}

const deliveriesKeptMs = 2 * 60 * 60_000;

function jobHandlers(chat: ChatDeps, provisioning: ConvergeDeps): JobHandlers {
  const showCard = createShowCard(chat);
  return {
    converge: (data, signal) => convergeJob(provisioning, data, signal),
    'show-card': (data) => showCard(data),
    'handle-message': (data) => handleMessage(chat, data),
    'test-mail': (data) => sendTestMail(provisioning, data),
    sweep: (data) => sweep(provisioning, data),
    'expire-requests': () =>
      chat.transact(async (repos) => {
        for (const request of await expireRequests(repos, { now: chat.clock.now() }))
          await refreshRequest(repos, request.id);
      }),
    'approval-clock': () => approvalClock(chat),
    'see-approvers': () => lookAtApprovers(chat),
    'announce-policy': (data) => tellPolicy(chat, data),
    tidy: () =>
      chat.transact(async (repos) => {
        const now = chat.clock.now();
        await repos.deliveries.forgetBefore(new Date(now.getTime() - deliveriesKeptMs));
        await forgetTokens(repos, { now, policy: chat.policy });
      }),
  };
}
