import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../context.ts';
import type { World } from '../world.ts';
import { cloudJson } from './cloud.ts';

/** The policy a first bot starts with: one approver, who is the operator too. */
function policyJson(world: World): Record<string, unknown> {
  const approver = world.people.find((each) => each.id === 'approver')?.aadObjectId ?? '';
  return {
    approvers: [{ people: [approver] }],
    operators: [{ people: [approver] }],
    domains: ['mail.contoso.com', 'news.contoso.com'],
    exchange: { domains: ['contoso.com'], outsideMailbox: 'outside@contoso.com' },
    reservedLocalParts: ['postmaster', 'abuse', 'admin', 'administrator', 'hostmaster', 'webmaster', 'security'],
    maxSecretLifetime: 'P1Y',
    pendingExpiry: 'P7D',
    // Crowds are played by one person.
    maxOpenRequests: 100,
  };
}

/** Writes cloud.json and policy.json into the sandbox's folder; neither holds a secret. */
export function writeFiles(context: Context): void {
  mkdirSync(context.dir, { recursive: true });
  const write = (name: string, value: unknown): void =>
    writeFileSync(join(context.dir, name), `${JSON.stringify(value, null, 2)}\n`);
  write('cloud.json', cloudJson(context));
  write('policy.json', policyJson(context.world));
}
