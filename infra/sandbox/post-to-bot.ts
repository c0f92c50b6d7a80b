// One HTTP request to the bot, whichever platform it comes from.

/** What the bot answered on the wire. `status` 502: no answer at all; 504: none within the platform's patience. `ms`: on the wire only. */
export type Delivered = { status: number; body: unknown; ms: number };

/** `headers`: none without an answer. */
export type Answer = Delivered & { headers?: Record<string, string> };

/** Never throws. */
export async function postToBot(
  url: string,
  headers: Record<string, string>,
  body: string,
  patienceMs: number,
): Promise<Answer> {
  const started = performance.now();
  const ms = (): number => Math.round((performance.now() - started) * 10) / 10;
  try {
    const reply = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(patienceMs) });
    const text = await reply.text();
    return { status: reply.status, headers: Object.fromEntries(reply.headers), body: parse(text), ms: ms() };
  } catch (error) {
    const slow = error instanceof Error && error.name === 'TimeoutError';
    const why = slow ? `the bot did not answer within ${patienceMs / 1000} s` : `the bot at ${url} did not answer`;
    return { status: slow ? 504 : 502, body: { error: why }, ms: ms() };
  }
}

function parse(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
