import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAzure } from '../../../adapters/azure/arm.ts';
import { createCredential } from '../../../adapters/azure/credential.ts';
import { createVault } from '../../../adapters/azure/vault.ts';
import { createDirectory } from '../../../adapters/entra/directory.ts';
import { createEntra } from '../../../adapters/entra/entra.ts';
import { createGraph } from '../../../adapters/entra/graph-client.ts';
import { createTokenProof } from '../../../adapters/entra/token-proof.ts';
import { createExchangeAdmin } from '../../../adapters/exchange/exchange-admin.ts';
import { createInvoke } from '../../../adapters/exchange/invoke.ts';
import { createMailRelay } from '../../../adapters/smtp/mail-relay.ts';
import type { Directory } from '../../../src/people/port-directory.ts';
import type { Azure } from '../../../src/provisioning/port-azure.ts';
import type { Application, Entra } from '../../../src/provisioning/port-entra.ts';
import type { ExchangeAdmin } from '../../../src/provisioning/port-exchange-admin.ts';
import type { MailRelay, TokenProof } from '../../../src/provisioning/port-mail-relay.ts';
import type { Vault } from '../../../src/provisioning/port-vault.ts';
import { cloudSchema } from '../../../src/shared/cloud.ts';
import type { SendpassError } from '../../../src/shared/errors.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { cloudTwin } from '../../support/cloud-twin.ts';
import { shortLag, startSandboxProcess } from '../../support/sandbox.ts';
import type { FaultRule, Json, SandboxProcess } from '../../support/sandbox.ts';
import { virtualClock } from '../../support/virtual-clock.ts';

// Where a contract is played: the real adapters before the sandbox, or the twin that scenario tests use instead of them.

export type Ports = { entra: Entra; tokenProof: TokenProof; azure: Azure; vault: Vault; mailRelay: MailRelay };

export type Place = {
  tenantId: string;
  acsResourceId: string;
  domainResourceId: string;
  roleDefinitionId: string;
};

/** An application and the mailboxes an Exchange administrator lets it send as. */
export type Allowed = { appId: string; objectId: string; mailboxes: string[] };

export type Stage = {
  name: string;
  open(): Promise<void>;
  close(): Promise<void>;
  /** A fresh world without lag. */
  reset(): Promise<void>;
  ports(): Ports;
  place(): Place;
  /** Done by an Exchange administrator; how, is another port's contract (exchange-contract.ts). */
  allowInExchange(wish: Allowed): Promise<void>;
  /** From now on nothing new is shown by any replica. */
  freeze(): Promise<void>;
  /** Waits until every replica shows what was done. */
  settle(): Promise<void>;
  /** The sandbox behind it, or why there is none: cases about the wire are then skipped under that reason. */
  wire: (() => Wire) | string;
};

export type Wire = {
  sandbox: SandboxProcess;
  directory: Directory;
  exchangeAdmin: ExchangeAdmin;
  /** The same ports with another identity's secret or another role. */
  portsWith(change: { secret?: string; roleDefinitionId?: string; acsResourceIds?: string[] }): Ports;
  fault(...rules: FaultRule[]): Promise<void>;
  /** What went over the wire since the last reset and matches. */
  sent(neighbour: string, method: string, path: RegExp): Promise<Json[]>;
};

function wireOf(stage: Stage): () => Wire {
  if (typeof stage.wire === 'string') throw new TypeError(stage.wire);
  return stage.wire;
}

/** Registers the life of a stage and its cases. */
export function onStage(port: string, stage: Stage, cases: () => void, wireCases: (wire: () => Wire) => void): void {
  describe(`${port} · ${stage.name}`, () => {
    beforeAll(() => stage.open());
    beforeEach(() => stage.reset());
    afterAll(() => stage.close());
    cases();
    const reason = typeof stage.wire === 'string' ? stage.wire : '';
    test.skipIf(reason !== '')(`a wire is there ${reason}`, async () => {
      expect(await wireOf(stage)().sandbox.requests()).toEqual([]);
    });
    for (const wire of typeof stage.wire === 'string' ? [] : [stage.wire])
      describe('on the wire', () => {
        wireCases(wire);
      });
  });
}

/** The SendpassError a call ends with; fails when it does not fail. */
export async function refusal(work: Promise<unknown>): Promise<SendpassError> {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toMatchObject({ name: 'SendpassError' });
  return thrown as SendpassError;
}

export const inDays = (days: number): Date =>
  new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000 + days * 86_400_000);

export const applicationWish = (uniqueName = 'sendpass-contract-1') => ({
  uniqueName,
  displayName: 'Invoices (mail)',
  notes: 'made in a test',
  tags: ['sendpass', 'sendpass-installation:test'],
});

/** An application that every replica shows. */
export async function settledApplication(stage: Stage, uniqueName?: string): Promise<Application> {
  const { application } = await stage.ports().entra.upsertApplication(applicationWish(uniqueName));
  await stage.settle();
  return application!;
}

export function twinStage(): Stage {
  let clock = virtualClock();
  let twin = cloudTwin(clock);
  let ports: Ports;
  return {
    name: 'twin',
    open: async () => undefined,
    close: async () => undefined,
    async reset() {
      clock = virtualClock();
      twin = cloudTwin(clock);
      ports = twin.process().ports;
    },
    ports: () => ports,
    place: () => ({ tenantId: 't', acsResourceId: '/acs', domainResourceId: '/domain', roleDefinitionId: 'r' }),
    async allowInExchange({ objectId, mailboxes }) {
      twin.world.exchange.push({ objectId, mailboxes, shownAt: clock.at() + twin.options.lag });
    },
    async freeze() {
      twin.options.lag = 3_600_000;
    },
    async settle() {
      clock.jump(7_200_000);
    },
    wire: '(skipped: the twin imitates ports, not wires, and has no directory)',
  };
}

export function sandboxStage(): Stage {
  let sandbox: SandboxProcess;
  let built: { ports: Ports; place: Place; wire: Wire };
  return {
    name: 'adapters before the sandbox',
    async open() {
      sandbox = await startSandboxProcess();
      built = await build(sandbox);
    },
    close: () => sandbox.stop(),
    async reset() {
      await sandbox.reset();
      await sandbox.putFaults({ latency: [0, 1], lag: shortLag });
      await sandbox.putTier('raised');
    },
    ports: () => built.ports,
    place: () => built.place,
    async allowInExchange(wish) {
      const { tenantId } = built.place;
      const names = { scopeName: 'sendpass-contract-1', assignmentName: 'sendpass-contract-1' };
      const told = { tenantId, displayName: 'Invoices', access: 'app-rbac', outsideMailbox: null } as const;
      await built.wire.exchangeAdmin.allow({ ...told, ...names, ...wish }, 's');
    },
    async freeze() {
      const never: [number, number] = [600_000, 600_000];
      const all = { app: never, principal: never, password: never, token: never, role: never, exchange: never };
      await sandbox.putFaults({ lag: all });
    },
    settle: () => settled(sandbox),
    wire: () => built.wire,
  };
}

/** The sandbox says when each replica will show each object. */
async function settled(sandbox: SandboxProcess): Promise<void> {
  const state = await sandbox.state();
  const { servicePrincipals, roleAssignments } = state['exchange'] as Record<string, Json[]>;
  const inEntra: Json[] = ['applications', 'principals', 'passwords', 'assignments'].flatMap((kind) => state[kind]);
  const all = [...inEntra, ...(servicePrincipals ?? []), ...(roleAssignments ?? [])];
  const shownAt = all.flatMap((each) => [each['visibleAt'] ?? 0, each['tokenVisibleAt'] ?? 0]);
  const wait = Math.max(0, ...shownAt) - Date.now();
  if (wait >= 0) await sleep(wait + 1);
}

async function build(sandbox: SandboxProcess): Promise<{ ports: Ports; place: Place; wire: Wire }> {
  const env = await sandbox.env();
  const read = (key: string): string => env[key]!;
  const cloud = { ...cloudSchema.parse(await sandbox.cloud()), custom: true };
  const tenantId = read('TENANT_ID');
  const subscriptionId = read('SUBSCRIPTION_ID');
  const acsResourceIds = read('ACS_RESOURCE_IDS').split(',');
  const roleDefinitionId = read('SMTP_ROLE_DEFINITION_ID');
  const credentialWith = (secret: string) => {
    const clientId = read('IDENTITY_CLIENT_ID');
    return createCredential({ kind: 'secret', clientId, secret: new Secret(secret) }, cloud, tenantId);
  };
  const portsWith: Wire['portsWith'] = (change) => {
    const credential = credentialWith(change.secret ?? read('IDENTITY_CLIENT_SECRET'));
    const arm = { cloud, credential, tenantId, subscriptionId, acsResourceIds, roleDefinitionId };
    return {
      entra: createEntra(createGraph(cloud, credential), read('IDENTITY_CLIENT_ID')),
      tokenProof: createTokenProof(cloud, tenantId),
      azure: createAzure({ ...arm, ...change }),
      vault: createVault(read('KEY_VAULT_URL'), credential),
      mailRelay: createMailRelay(cloud),
    };
  };
  const group = `/subscriptions/${subscriptionId}/resourceGroups/rg-mail/providers/Microsoft.Communication`;
  const wire: Wire = {
    sandbox,
    directory: createDirectory(createGraph(cloud, credentialWith(read('IDENTITY_CLIENT_SECRET')))),
    exchangeAdmin: createExchangeAdmin(createInvoke(cloud, credentialWith(read('IDENTITY_CLIENT_SECRET')), tenantId)),
    portsWith,
    fault: async (...rules) => void (await sandbox.putFaults({ rules })),
    async sent(neighbour, method, path) {
      const all = await sandbox.requests();
      return all.filter(
        (each) =>
          each['neighbour'] === neighbour &&
          each['method'] === method &&
          path.test(decodeURIComponent(String(each['url']))),
      );
    },
  };
  const place = {
    tenantId,
    acsResourceId: acsResourceIds[0]!,
    domainResourceId: `${group}/emailServices/mail-prod/domains/mail.contoso.com`,
    roleDefinitionId,
  };
  return { ports: portsWith({}), place, wire };
}
