// What the exchange log must not repeat. Only the fields where a secret belongs are masked: a secret anywhere else on the wire is the
// leak that the scans look for, and masking by value would hide it.
import { decodeJwt } from 'jose';
import type { Exchange } from './wire.ts';

const MASK = '[secret]';

type Field = { path: RegExp; request?: string[]; response?: string[] };

const FIELDS: Partial<Record<Exchange['neighbour'], Field[]>> = {
  entra: [{ path: /\/token$/, request: ['client_secret', 'client_assertion'], response: ['access_token', 'id_token'] }],
  'bot-login': [
    { path: /\/token$/, request: ['client_secret', 'client_assertion'], response: ['access_token', 'id_token'] },
  ],
  graph: [{ path: /\/addPassword$/i, response: ['secretText'] }],
  // The token may come as a parameter instead of in the header; a socket's address opens it.
  slack: [
    { path: /^\/api\/apps\.connections\.open$/, request: ['token'], response: ['url'] },
    { path: /^\/api\//, request: ['token'] },
  ],
  vault: [{ path: /^\/secrets\//i, request: ['value'], response: ['value'] }],
};

export function redact(exchange: Exchange): Exchange {
  const path = exchange.url.replace(/^[a-z]+:\/\/[^/]*/i, '').split('?')[0] ?? '';
  const field = FIELDS[exchange.neighbour]?.find((each) => each.path.test(path));
  return {
    ...exchange,
    requestHeaders: redactHeaders(exchange.requestHeaders),
    requestBody: mask(exchange.requestBody, field?.request ?? []),
    responseBody: mask(exchange.responseBody, field?.response ?? []),
  };
}

function mask(body: unknown, names: string[]): unknown {
  // Slack takes the token as a part of a form too.
  if (typeof body === 'string' && names.includes('token'))
    return body.replaceAll(/(\bname="?token"?\r\n\r\n)[^\r\n]+/g, `$1${MASK}`);
  if (typeof body !== 'object' || body === null || names.length === 0) return body;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [key, names.includes(key) && typeof value === 'string' ? MASK : value]),
  );
}

/** Authorization becomes the claims of its token: who called stays readable, the token is not reusable. */
function redactHeaders(headers: Record<string, string>): Record<string, string> {
  const sent = headers['authorization'];
  return sent === undefined ? headers : { ...headers, authorization: claimsText(sent) };
}

function claimsText(header: string): string {
  const slack = /^Bearer (xoxb|xapp)-/i.exec(header)?.[1];
  if (slack !== undefined) return `[${slack} token]`;
  try {
    return JSON.stringify(decodeJwt(header.replace(/^Bearer\s+/i, '')));
  } catch {
    return '[not a token]';
  }
}
