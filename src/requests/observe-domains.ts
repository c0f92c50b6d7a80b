import { z } from 'zod';
import type { Azure, DomainFacts } from '../provisioning/port-azure.ts';
import { isFresh } from '../shared/clock.ts';
import type { Clock } from '../shared/clock.ts';
import type { Settings } from '../shared/port-settings.ts';
import type { Transact } from '../shared/port-transaction.ts';

export type ObserveDeps = {
  transact: Transact<{ settings: Settings }>;
  azure: Pick<Azure, 'listDomains'>;
  clock: Pick<Clock, 'now'>;
};

const freshMs = 10 * 60_000;

const stored = z.array(
  z.object({
    name: z.string(),
    resourceId: z.string(),
    acsResourceId: z.string(),
    azureManaged: z.boolean(),
    verified: z.record(z.enum(['Domain', 'SPF', 'DKIM', 'DKIM2']), z.boolean()),
  }),
);

/** Linked domains as seen at most ten minutes ago, else looked up now. Throws what ARM threw. */
export async function recentDomains(deps: ObserveDeps, atMostMs = freshMs): Promise<DomainFacts[]> {
  const kept = await deps.transact((repos) => repos.settings.get('observed-domains'));
  if (kept && isFresh(kept.at.getTime(), deps.clock.now().getTime(), atMostMs)) {
    const read = readStored(kept.value);
    if (read) return read;
  }
  return observeDomains(deps);
}

const running = new WeakMap<object, Promise<DomainFacts[]>>();

/** Looks, and keeps what was seen for the next form, also when nobody waits for this one any more. Fifty forms at once look once. */
function observeDomains(deps: ObserveDeps): Promise<DomainFacts[]> {
  const found = running.get(deps.azure);
  if (found) return found;
  const look = lookAndKeep(deps).finally(() => running.delete(deps.azure));
  running.set(deps.azure, look);
  return look;
}

async function lookAndKeep(deps: ObserveDeps): Promise<DomainFacts[]> {
  const domains = await deps.azure.listDomains();
  await deps.transact((repos) => repos.settings.set('observed-domains', JSON.stringify(domains)));
  return domains;
}

/** Written by another version of Sendpass perhaps: then it is looked up anew. */
function readStored(value: string): DomainFacts[] | undefined {
  try {
    const read = stored.safeParse(JSON.parse(value));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
