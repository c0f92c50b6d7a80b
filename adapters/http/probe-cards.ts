import type { Finding, Probe } from '../../src/shared/port-probe.ts';

/**
 * What the running Sendpass on this machine says of its cards. The doctor does not open its database: of the embedded one there is one process
 * at a time.
 */
export function cardsProbe({ port }: { port: number }): Probe {
  return { id: 'bot:cards', kind: 'setting', run: () => ask(port) };
}

async function ask(port: number): Promise<Finding> {
  const health: unknown = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(8_000) })
    .then((reply) => reply.json())
    .catch(() => undefined);
  if (health === undefined)
    return {
      status: 'ok',
      why: `Sendpass does not run on port ${port} of this machine, so it was not asked for its cards`,
    };
  const refused =
    typeof health === 'object' && health !== null && 'cardsRefused' in health ? health.cardsRefused : null;
  if (typeof refused !== 'number') return { status: 'unknown', why: `what runs on port ${port} does not tell` };
  if (refused === 0) return { status: 'ok', why: 'none was refused' };
  return {
    status: 'missing',
    why: `${refused === 1 ? 'a card was' : `${refused} cards were`} refused by Teams for good and cannot be seen`,
    fix: 'grep "refused for its form" in the log of Sendpass   # which card, and the code of Teams; each is tried again at the next start',
  };
}
