import { Duration } from 'luxon';
import { createAzure } from '../adapters/azure/arm.ts';
import { createCredential } from '../adapters/azure/credential.ts';
import { createDatabasePassword } from '../adapters/azure/database-password.ts';
import { createVault } from '../adapters/azure/vault.ts';
import { createDirectory } from '../adapters/entra/directory.ts';
import { createEntra } from '../adapters/entra/entra.ts';
import { createGraph } from '../adapters/entra/graph-client.ts';
import { createDirectoryPeople } from '../adapters/entra/directory-people.ts';
import { createSignIn } from '../adapters/entra/sign-in.ts';
import { createTokenProof } from '../adapters/entra/token-proof.ts';
import { createDns } from '../adapters/dns/dns.ts';
import { createExchangeAdmin } from '../adapters/exchange/exchange-admin.ts';
import { createInvoke } from '../adapters/exchange/invoke.ts';
import { startHttp } from '../adapters/http/server.ts';
import type { Health, HttpRoute } from '../adapters/http/server.ts';
import { signInRoutes } from '../adapters/http/sign-in-pages.ts';
import { openStore } from '../adapters/postgres/open-store.ts';
import { limitOf } from '../adapters/postgres/job-queues.ts';
import type { Store } from '../adapters/postgres/open-store.ts';
import { createMailRelay } from '../adapters/smtp/mail-relay.ts';
import { createTeamsFiles } from '../adapters/teams/download.ts';
import { startTeams } from '../adapters/teams/start-teams.ts';
import type { Teams } from '../adapters/teams/start-teams.ts';
import { openSlack } from './app-slack.ts';
import type { Slack } from '../adapters/slack/start-slack.ts';
import { approvalClock } from './chat/approval-clock.ts';
import type { ChatDeps } from './chat/deps.ts';
import { handleMessage } from './chat/handle-message.ts';
import { createOneSender } from './chat/one-sender.ts';
import { createPlatforms } from './chat/platforms.ts';
import { createReceive } from './chat/receive.ts';
import { refreshRequest, refreshSender } from './chat/refresh-cards.ts';
import { createRefusedDeliveries } from './chat/refused-delivery.ts';
import { countRefused, tryRefusedAgain } from './chat/refused.ts';
import type { Repos } from './chat/repos.ts';
import { lookAtApprovers } from './chat/see-approvers.ts';
import { createSignInDoor } from './chat/sign-in-door.ts';
import { createShowCards } from './chat/show-cards.ts';
import type { Policy } from './policy/policy.ts';
import { askToTellPolicy, tellPolicy } from './chat/tell-policy.ts';
import type { Config } from './config.ts';
import { createStepUpBySignIn } from './people/step-up-by-sign-in.ts';
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
import { watchAll } from './watch/watch-all.ts';
import type { WatchDeps } from './watch/watch-deps.ts';
import { watchSender } from './watch/watch-sender.ts';

export type App = { port: number; stop(): Promise<void> };

/**
 * The composition root: everything Sendpass is made of, put together once. Order matters: store before jobs, jobs before the door, so that
 * whoever is let in finds hands to do the work.
 */
export async function startApp(config: Config, logger: Logger): Promise<App> {
  const { cloud, tenantId, policy } = config;
  const clock = systemClock;
  const store = await openOwnStore(config, logger);
  const neighbours = { ...createNeighbours(config), exchangeAdmin: createExchange(config, store, logger) };
  const refused = createRefusedDeliveries({ transact: store.transact, clock, logger });
  const teams = startTeams({
    cloud,
    tenantId,
    bot: config.bot,
    clock,
    logger,
    onArrived: (arrived) => receive(arrived),
    onRefused: (delivery) => refused({ platform: 'teams', ...delivery }),
  });
  const room = () => ({ ...chat, receive });
  const slack = await openSlack(config, { store, logger, refused, directory: neighbours.people }, room);
  const chat: ChatDeps = {
    ...neighbours,
    diagnosis: neighbours,
    transact: store.transact,
    stepUp: createStepUpBySignIn({ transact: store.transact, clock, signInAt: config.signIn?.publicUrl ?? null }),
    clock,
    logger,
    policy,
    tenantId,
    platform: createOneSender(createPlatforms({ teams: teams.platform, slack: slack?.platform ?? null }), clock),
    setUpAtOnce: limitOf(config.store.kind, 'converge'),
    // A custom cloud is named on every card, so that nobody takes a rehearsal for the real thing.
    productName: cloud.custom ? `Sendpass (${cloud.name})` : 'Sendpass',
  };
  const receive = createReceive({ ...chat, transact: store.transactUrgent });
  await startWork(store, jobHandlers(chat, await convergeDeps(config, store, neighbours, logger)), policy);
  let stopping = false;
  const http = await startHttp({
    ...config.http,
    logger,
    health: async () => (stopping ? { ok: false, why: 'stopping' } : health(store)),
    routes: [...routesOf(teams, slack), ...signInPages(config, chat, neighbours)],
  });
  void teams.warm();
  void slack?.warm();
  return {
    port: http.port,
    async stop() {
      stopping = true;
      // Side by side, so that their times do not add up. What an answer still asks for is in the database, and done by whoever is there next.
      await Promise.all([http.close(), slack?.stop(), store.stopJobs()]);
      await store.close();
    },
  };
}

/** None where the operator set up no registration that people sign in to. */
function signInPages({ signIn, cloud, tenantId }: Config, chat: ChatDeps, { people }: Neighbours): HttpRoute[] {
  if (signIn === null) return [];
  const { clientId, secret, publicUrl } = signIn;
  const settings = { clientId, secret, redirectUri: `${publicUrl}/sign-in/callback` };
  const door = createSignInDoor({ ...chat, people, signIn: createSignIn(cloud, tenantId, settings) });
  return signInRoutes(door, publicUrl);
}

async function openOwnStore(config: Config, logger: Logger): Promise<Store> {
  const store = await openStore({ ...placeOf(config), logger, clock: systemClock });
  await store.stampCloud(cloudFingerprint(config.cloud, config.tenantId));
  return store;
}

function placeOf({ store, identity, cloud, tenantId }: Config) {
  if (store.kind === 'pglite') return { dataDir: store.dataDir };
  if (store.auth === 'password') return { url: store.url };
  return { url: store.url, password: createDatabasePassword(createCredential(identity, cloud, tenantId), cloud) };
}

const routesOf = (teams: Teams, slack: Slack | null): HttpRoute[] => [
  { method: 'POST', path: '/api/messages', answer: (exchange) => teams.answer(exchange) },
  ...(slack?.route ? [{ method: 'POST' as const, ...slack.route }] : []),
];

async function startWork(store: Store, handlers: JobHandlers, policy: Policy): Promise<void> {
  await store.startJobs(handlers);
  await store.transact((repos) => askToTellPolicy(repos, policy));
  await store.transact(tryRefusedAgain);
  await store.transact(({ jobs }) => jobs.enqueue({ name: 'watch', key: 'schedule', data: {} }));
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
    people: createDirectoryPeople(graph),
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
  const patienceMs = Duration.fromISO(config.policy.exchange.restPatience).toMillis();
  return createExchangeWithFallback({ direct, byPerson, clock: systemClock, patienceMs, logger });
}

const deliveriesKeptMs = 2 * 60 * 60_000;

function jobHandlers(chat: ChatDeps, provisioning: ConvergeDeps): JobHandlers {
  const showCards = createShowCards(chat);
  const everyMs = Duration.fromISO(chat.policy.watch.every).toMillis();
  // The repositories of a transaction are all of them, whatever the rooms above know of.
  const watching: WatchDeps = { ...provisioning, transact: chat.transact, everyMs };
  return {
    converge: (data, signal) => convergeJob(provisioning, data, signal),
    'show-card': (data) => showCards(data),
    'handle-message': (data) => handleMessage(chat, data),
    'test-mail': (data) => sendTestMail(provisioning, data),
    sweep: (data) => sweep(provisioning, data),
    watch: () => watchAll(watching),
    'watch-sender': (data, signal) => watchSender(watching, data, signal),
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
        await repos.tickets.forgetBefore(new Date(now.getTime() - deliveriesKeptMs));
      }),
  };
}
