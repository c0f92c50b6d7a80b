import { lookup, Resolver } from 'node:dns/promises';
import type { Dns } from '../../src/diagnosis/port-dns.ts';
import type { Cloud } from '../../src/shared/cloud.ts';
import { SendpassError } from '../../src/shared/errors.ts';

/** Short: an answer in chat waits for it. A name server that is down must not use up the time of the one that is not. */
const patience = { timeout: 1_500, tries: 2 };

/**
 * The Dns port. A host is looked up as any program on this machine would (hosts file included), records by asking name servers: those of the
 * cloud where it names some, else the machine's.
 */
export function createDns(cloud: Pick<Cloud, 'dns'>): Dns {
  const resolver = new Resolver(patience);
  if (cloud.dns !== undefined) resolver.setServers(cloud.dns);
  return {
    addresses: (host) =>
      orNone(
        lookup(host, { all: true }).then((all) => all.map(({ address }) => address)),
        host,
      ),
    texts: (name) =>
      orNone(
        resolver.resolveTxt(name).then((all) => all.map((parts) => parts.join(''))),
        name,
      ),
  };
}

/** The name, or a record of that kind, is not there. */
const notThere: readonly unknown[] = ['ENOTFOUND', 'ENODATA'];

async function orNone(asked: Promise<string[]>, name: string): Promise<string[]> {
  try {
    return await asked;
  } catch (thrown) {
    const code = (thrown as { code?: unknown } | null)?.code;
    if (notThere.includes(code)) return [];
    throw new SendpassError({
      code: 'dns-no-answer',
      kind: 'retryable',
      advice: `No name server answered about ${name}.`,
      vendor: { neighbour: 'dns', ...(typeof code === 'string' ? { code } : {}) },
    });
  }
}
