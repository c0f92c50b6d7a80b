import { z } from 'zod';
import { asSendpassError, SendpassError } from '../../src/shared/errors.ts';
import type { ErrorKind } from '../../src/shared/errors.ts';

// What the SDK's pipeline throws (core-rest-pipeline RestError): status, the parsed envelope, the response with its headers.
const thrownShape = z.object({
  name: z.string().optional(),
  statusCode: z.number().optional(),
  code: z.string().optional(),
  details: z.unknown().optional(),
  response: z
    .object({
      headers: z.custom<{ get(name: string): string | undefined }>((value) => typeof value === 'object').optional(),
      bodyAsText: z.string().nullish(),
    })
    .optional(),
});
const envelope = z.object({
  error: z.object({
    code: z.string().optional(),
    innerHttpError: z.object({ statusCode: z.number().optional() }).optional(),
  }),
  subCode: z.string().optional(),
});

type Row = { code: string; kind: ErrorKind; advice: string };
const unreachable: Row = {
  code: 'chat-unreachable',
  kind: 'denied',
  advice: 'Sendpass may not write in this conversation: the app is not installed there, was removed, or is blocked.',
};
const gone: Row = { code: 'message-gone', kind: 'conflict', advice: 'The message was deleted.' };
const busy: Row = { code: 'chat-busy', kind: 'retryable', advice: 'Teams asks Sendpass to slow down.' };
const broken: Row = { code: 'chat-broken', kind: 'retryable', advice: 'Teams did not take the message.' };

/**
 * The one translator of the connector's answers, by status and code (facts/chat.md §2): 403 MessageWritesBlocked and its like → the person
 * is unreachable; 404 of an activity → the message is gone; 429, 412, 502, 504 are retried.
 */
export function connectorError(thrown: unknown): SendpassError {
  if (thrown instanceof SendpassError) return thrown;
  const parsed = thrownShape.safeParse(thrown);
  if (!parsed.success) return asSendpassError(thrown);
  const { statusCode: status, response, name, code } = parsed.data;
  if (status === undefined && name !== 'RestError' && name !== 'AbortError') return asSendpassError(thrown);
  const vendorCode = codeOf(response?.bodyAsText) ?? code;
  const retryAfterS = Number(response?.headers?.get('retry-after'));
  return new SendpassError({
    ...rowFor(status ?? 0, vendorCode),
    vendor: {
      neighbour: 'connector',
      ...(status === undefined ? {} : { status }),
      ...(vendorCode === undefined ? {} : { code: vendorCode }),
    },
    ...(retryAfterS > 0 ? { retryAfterMs: retryAfterS * 1000 } : {}),
    cause: thrown,
  });
}

function codeOf(text: string | null | undefined): string | undefined {
  try {
    const parsed = envelope.parse(JSON.parse(text ?? ''));
    return parsed.subCode ?? parsed.error.code;
  } catch {
    return undefined;
  }
}

function rowFor(status: number, code: string | undefined): Row {
  if (status === 404 && code === 'ActivityNotFoundInConversation') return gone;
  // 404 of a conversation and 403 of any kind: nobody reads there any more. Erring this way shows the card to the next in line.
  if (status === 403 || status === 404) return unreachable;
  if (status === 429) return busy;
  if (status === 413)
    return { code: 'card-too-large', kind: 'bug', advice: 'A card was larger than Teams takes. Nothing was shown.' };
  if (status === 400) return { code: 'card-refused', kind: 'bug', advice: 'Teams refused the form of a card.' };
  // 412, 5xx, 401 (a token that ended on the way) and no answer at all.
  return broken;
}
