type Headers = { get(name: string): string | undefined };

/** A wait longer than this is not for an SDK to sleep through: nobody would see it, and a cancel would not end it. */
export const longestQuietWaitMs = 5_000;

/** How long an HTTP answer asks to be left alone, in ms: seconds or a date (RFC 9110), or Azure's own headers in milliseconds. */
export function retryAfterMs(headers: Headers): number | undefined {
  for (const name of ['retry-after-ms', 'x-ms-retry-after-ms']) {
    const ms = Number(headers.get(name) ?? Number.NaN);
    if (ms >= 0) return ms;
  }
  const text = headers.get('retry-after');
  if (text === undefined || text.trim() === '') return undefined;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  // A date counts from the answer's own clock: ours may differ from it by minutes.
  const until = Date.parse(text) - Date.parse(headers.get('date') ?? '');
  return Number.isFinite(until) ? Math.max(0, until) : undefined;
}
