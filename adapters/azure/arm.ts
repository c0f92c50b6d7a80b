import type { Azure, DomainFacts } from '../../src/provisioning/port-azure.ts';
import { lazily, loadInTurn } from '../../src/shared/load.ts';
import { clientOptions } from './arm-options.ts';
import type { ArmOptions } from './arm-options.ts';
import { part } from './arm-ids.ts';
import { orAbsent, translated } from './errors.ts';
import { createRoles } from './roles.ts';

async function communicationClient(options: ArmOptions) {
  const { CommunicationServiceManagementClient } = await loadInTurn(() => import('@azure/arm-communication'));
  return new CommunicationServiceManagementClient(
    options.credential,
    options.subscriptionId,
    clientOptions(options.cloud),
  );
}
type Client = Awaited<ReturnType<typeof communicationClient>>;

/** The Azure port over @azure/arm-communication and @azure/arm-authorization, both loaded at their first use. */
export function createAzure(options: ArmOptions): Azure {
  const client = lazily(() => communicationClient(options));
  return {
    listDomains: async () => listDomains(await client(), options.acsResourceIds),
    ...createRoles(options),
    ...mailFroms(client),
    ...smtpUsernames(client, options.tenantId),
  };
}

const domainArgs = (id: string): [string, string, string] => [
  part(id, 'resourceGroups'),
  part(id, 'emailServices'),
  part(id, 'domains'),
];
const acsArgs = (id: string): [string, string] => [part(id, 'resourceGroups'), part(id, 'communicationServices')];

/** Every domain linked to a configured ACS resource; one that is linked to two is listed once per resource. */
async function listDomains(client: Client, acsResourceIds: string[]): Promise<DomainFacts[]> {
  const perResource = await Promise.all(
    acsResourceIds.map(async (acsResourceId) => {
      const acs = await translated(client.communicationServices.get(...acsArgs(acsResourceId)), 'arm');
      const ids = acs.linkedDomains ?? [];
      const domains = await Promise.all(ids.map((id) => orAbsent(client.domains.get(...domainArgs(id)), 'arm')));
      return domains.flatMap((domain, at) => (domain ? [toFacts(domain, ids[at] ?? '', acsResourceId)] : []));
    }),
  );
  return perResource.flat();
}

function toFacts(
  domain: Awaited<ReturnType<Client['domains']['get']>>,
  resourceId: string,
  acsResourceId: string,
): DomainFacts {
  const states = domain.verificationStates;
  const verified = (state: { status?: string } | undefined): boolean => state?.status === 'Verified';
  return {
    // An Azure-managed domain's resource is called AzureManagedDomain; mail is sent from fromSenderDomain.
    name: (domain.fromSenderDomain ?? domain.name ?? part(resourceId, 'domains')).toLowerCase(),
    resourceId: domain.id ?? resourceId,
    acsResourceId,
    azureManaged: domain.domainManagement === 'AzureManaged',
    verified: {
      Domain: verified(states?.domain),
      SPF: verified(states?.spf),
      DKIM: verified(states?.dkim),
      DKIM2: verified(states?.dkim2),
    },
  };
}

type MailFroms = Pick<Azure, 'putMailFrom' | 'findMailFrom' | 'listMailFroms' | 'removeMailFrom'>;

function mailFroms(client: () => Promise<Client>): MailFroms {
  return {
    async putMailFrom({ domainResourceId, name, username, displayName }) {
      await translated(
        (await client()).senderUsernames.createOrUpdate(...domainArgs(domainResourceId), name, {
          username,
          displayName,
        }),
        'arm',
      );
    },
    async findMailFrom({ domainResourceId, name }) {
      const found = await orAbsent((await client()).senderUsernames.get(...domainArgs(domainResourceId), name), 'arm');
      return found ? { username: found.username ?? name, displayName: found.displayName ?? null } : undefined;
    },
    async listMailFroms(domainResourceId) {
      const names: string[] = [];
      const pages = (await client()).senderUsernames.listByDomains(...domainArgs(domainResourceId));
      const read = async (): Promise<string[]> => {
        for await (const each of pages) names.push((each.username ?? each.name ?? '').toLowerCase());
        return names;
      };
      return translated(read(), 'arm');
    },
    async removeMailFrom({ domainResourceId, name }) {
      await orAbsent((await client()).senderUsernames.delete(...domainArgs(domainResourceId), name), 'arm');
    },
  };
}

type SmtpUsernames = Pick<Azure, 'putSmtpUsername' | 'findSmtpUsername' | 'removeSmtpUsername'>;

function smtpUsernames(client: () => Promise<Client>, tenantId: string): SmtpUsernames {
  return {
    async putSmtpUsername({ acsResourceId, name, username, appId }) {
      const body = { username, entraApplicationId: appId, tenantId };
      await translated((await client()).smtpUsernames.createOrUpdate(...acsArgs(acsResourceId), name, body), 'arm');
    },
    async findSmtpUsername({ acsResourceId, name }) {
      const found = await orAbsent((await client()).smtpUsernames.get(...acsArgs(acsResourceId), name), 'arm');
      return found ? { username: found.username ?? '', appId: found.entraApplicationId ?? '' } : undefined;
    },
    async removeSmtpUsername({ acsResourceId, name }) {
      await orAbsent((await client()).smtpUsernames.delete(...acsArgs(acsResourceId), name), 'arm');
    },
  };
}
