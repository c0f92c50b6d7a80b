import { z } from 'zod';
import { once } from '../../src/shared/port-probe.ts';
import type { ArmOptions } from './arm-options.ts';
import { createCall } from './probe-call.ts';
import type { Answer } from './probe-call.ts';
import { rightsFrom } from './probe-rights.ts';
import type { Rights } from './probe-rights.ts';

export type ArmProbeOptions = ArmOptions & {
  /** Domains of the policy: the only linked ones Sendpass writes to. */
  policyDomains: string[];
  smtpRole: { actions: readonly string[]; script: string };
  ownObjectId: () => Promise<string>;
};

/** What several probes read, each asked for once. Not found and forbidden are answers here, not errors. */
export type ArmReads = {
  definition: () => Promise<Answer>;
  acs: (id: string) => Promise<Answer>;
  linkedDomains: (acsId: string) => Promise<string[]>;
  domain: (id: string) => Promise<Answer>;
  /** Linked domains that the policy names, by the mail domain where it can be read. */
  policyDomainIds: () => Promise<string[]>;
  permissions: (scope: string) => Promise<Answer>;
  /** The status instead where ARM does not tell. */
  rights: (scope: string) => Promise<Rights | number>;
};

const acsShape = z.object({ properties: z.object({ linkedDomains: z.array(z.string()).default([]) }) });
const domainShape = z.object({
  properties: z.object({
    fromSenderDomain: z.string().optional(),
    verificationStates: z.record(z.string(), z.object({ status: z.string().optional() })).default({}),
  }),
});

const communication = 'api-version=2025-09-01';
const authorization = 'api-version=2022-04-01';

export function readArm(options: ArmProbeOptions): ArmReads {
  const call = createCall(options.credential, options.cloud.arm.scope, 'arm');
  const cache = new Map<string, () => Promise<Answer>>();
  const get = (path: string): Promise<Answer> => {
    const known = cache.get(path) ?? once(() => call('GET', `${options.cloud.arm.endpoint}${path}`));
    cache.set(path, known);
    return known();
  };
  const definition = `/subscriptions/${options.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${options.roleDefinitionId}`;
  const reads: ArmReads = {
    definition: () => get(`${definition}?${authorization}`),
    acs: (id) => get(`${id}?${communication}`),
    domain: (id) => get(`${id}?${communication}`),
    permissions: (scope) => get(`${scope}/providers/Microsoft.Authorization/permissions?${authorization}`),
    async linkedDomains(acsId) {
      const { status, body } = await reads.acs(acsId);
      return status === 200 ? acsShape.parse(body).properties.linkedDomains : [];
    },
    policyDomainIds: async () => {
      const linked = new Set((await Promise.all(options.acsResourceIds.map(reads.linkedDomains))).flat());
      const named = await Promise.all([...linked].map(async (id) => ({ id, name: await mailDomainOf(id, reads) })));
      return named.filter(({ name }) => options.policyDomains.includes(name)).map(({ id }) => id);
    },
    async rights(scope) {
      const { status, body } = await reads.permissions(scope);
      return status === 200 ? rightsFrom(body) : status;
    },
  };
  return reads;
}

/** An Azure-managed domain's resource is called AzureManagedDomain; mail is sent from fromSenderDomain. */
export async function mailDomainOf(id: string, reads: ArmReads): Promise<string> {
  const { status, body } = await reads.domain(id);
  const own = status === 200 ? domainShape.parse(body).properties.fromSenderDomain : undefined;
  return (own ?? id.split('/').at(-1) ?? '').toLowerCase();
}

/** Records ACS has not verified, of those it sends with; DMARC is advice, not a condition. */
export function unverifiedIn(body: unknown): string[] {
  const states = domainShape.parse(body).properties.verificationStates;
  return ['Domain', 'SPF', 'DKIM', 'DKIM2'].filter((record) => states[record]?.status !== 'Verified');
}
