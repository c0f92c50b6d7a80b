// The log of exchanges, kept in memory: bounded, so that nothing that is sent to the sandbox can fill the machine.
import type { Context } from './context.ts';
import type { Exchange } from './wire.ts';

type Log = { exchanges: Context['exchanges']; timings: Context['timings'] };

const BUDGET = 300_000_000;
/** At once, so that dropping does not cost each further exchange. */
const CHUNK = 1000;

/** What an exchange takes, roughly: its bodies as they were on the wire, and the rest of it. */
function sizeOf({ requestHeaders, responseHeaders }: Exchange): number {
  const length = (headers: Record<string, string>): number => Number(headers['content-length'] ?? 0) || 0;
  return 1500 + length(requestHeaders) + length(responseHeaders);
}

/** Gives a function that adds one exchange, and drops the oldest when all together are too much. `budget` is for tests. */
export function boundedLog({ exchanges, timings }: Log, budget = BUDGET): (exchange: Exchange) => void {
  let total = 0;
  return (exchange) => {
    if (exchanges.length === 0) total = 0;
    exchanges.push(exchange);
    total += sizeOf(exchange);
    while (total > budget && exchanges.length > 1) {
      const dropped = new Set(exchanges.splice(0, Math.min(CHUNK, exchanges.length - 1)));
      for (const each of dropped) total -= sizeOf(each);
      const kept = timings.filter((each) => !dropped.has(each.exchange));
      timings.splice(0, timings.length, ...kept);
    }
  };
}
