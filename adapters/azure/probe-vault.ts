import { randomUUID } from 'node:crypto';
import type { TokenCredential } from '@azure/core-auth';
import { z } from 'zod';
import type { Cloud } from '../../src/shared/cloud.ts';
import { once } from '../../src/shared/port-probe.ts';
import type { Finding, Probe } from '../../src/shared/port-probe.ts';
import { createCall } from './probe-call.ts';
import type { Answer } from './probe-call.ts';

export type VaultProbeOptions = {
  cloud: Cloud;
  credential: TokenCredential;
  tenantId: string;
  vaultUrl: string;
  /** Object id of Sendpass's own principal, for the command that grants. */
  ownObjectId: () => Promise<string>;
};

const version = 'api-version=2025-07-01';
const shape = z.object({ error: z.object({ innererror: z.object({ code: z.string() }).optional() }) });

/**
 * Each right by a call on a name that does not exist, or without the value a set needs, so that nothing is left behind: the vault then
 * says "not found" (404) or "bad request" (400) to who has the right and "forbidden" (403) to who has not. That it checks the right
 * before the name and the body is UNVERIFIED against a real vault; any other status is therefore answered with unknown.
 */
export function vaultProbes(options: VaultProbeOptions): Probe[] {
  const call = createCall(options.credential, options.cloud.vault.scope, 'vault');
  const url = `${options.vaultUrl}/secrets/sendpass-doctor-${randomUUID()}`;
  const get = once(() => call('GET', `${url}?${version}`));
  const right = (name: string, ask: () => Promise<Answer>, granted: number[], use: string): Probe => ({
    id: `vault:${name}`,
    kind: 'permission',
    run: async () => judge(options, name, use, granted, await ask()),
  });
  return [
    { id: 'vault:reachable', kind: 'neighbour', run: () => reachable(options, get) },
    right('get', get, [404], 'shows the owner a credential'),
    right('list', () => call('GET', `${url}/versions?${version}`), [200, 404], 'finds what an interrupted step left'),
    right('set', () => call('PUT', `${url}?${version}`, {}), [400], 'stores a new credential'),
    right('delete', () => call('DELETE', `${url}?${version}`), [404], 'removes a retired credential'),
  ];
}

const nameOf = (vaultUrl: string): string => new URL(vaultUrl).hostname.split('.')[0] ?? vaultUrl;

/** The bare request every Key Vault client starts with: its challenge names the tenant whose tokens the vault takes. */
async function reachable({ vaultUrl, tenantId }: VaultProbeOptions, get: () => Promise<Answer>): Promise<Finding> {
  const { host } = new URL(vaultUrl);
  let challenge: string;
  try {
    const reply = await fetch(`${vaultUrl}/secrets?${version}`, {
      redirect: 'error',
      signal: AbortSignal.timeout(8_000),
    });
    await reply.body?.cancel();
    challenge = reply.headers.get('www-authenticate') ?? '';
    if (reply.status !== 401 || challenge === '')
      return {
        status: 'unknown',
        why: `${host} answers ${reply.status} without asking for a token`,
        fix: 'Check KEY_VAULT_URL.',
      };
  } catch {
    return {
      status: 'missing',
      why: `${host} cannot be reached`,
      fix: `curl -v ${vaultUrl}/secrets   # name, firewall, private DNS`,
    };
  }
  if (!challenge.toLowerCase().includes(tenantId))
    return {
      status: 'missing',
      why: `${host} belongs to another tenant`,
      fix: `az keyvault show --name ${nameOf(vaultUrl)} --query properties.tenantId`,
    };
  if (blockedByNetwork(await get()))
    return {
      status: 'missing',
      why: `${host} refuses this machine's network`,
      fix: `az keyvault network-rule add --name ${nameOf(vaultUrl)} --ip-address ADDRESS`,
    };
  return { status: 'ok', why: `${host} answers and belongs to this tenant` };
}

function blockedByNetwork({ status, body }: Answer): boolean {
  const inner = shape.safeParse(body);
  return (
    status === 403 && inner.success && /Firewall|Connection|Network/i.test(inner.data.error.innererror?.code ?? '')
  );
}

async function judge(
  { vaultUrl, ownObjectId }: VaultProbeOptions,
  name: string,
  use: string,
  granted: number[],
  answer: Answer,
): Promise<Finding> {
  if (granted.includes(answer.status)) return { status: 'ok', why: use };
  if (blockedByNetwork(answer))
    return { status: 'unknown', why: 'the vault refuses this network (see vault:reachable)' };
  if (answer.status !== 403)
    return { status: 'unknown', why: `Key Vault answers ${answer.status}, which says nothing about "${name}"` };
  const vault = nameOf(vaultUrl);
  return {
    status: 'missing',
    why: `without it Sendpass no longer ${use}`,
    fix: [
      'az role assignment create --role "Key Vault Secrets Officer" \\',
      `  --assignee-object-id ${await ownObjectId()} --assignee-principal-type ServicePrincipal \\`,
      `  --scope $(az keyvault show --name ${vault} --query id -o tsv)`,
    ].join('\n'),
  };
}
