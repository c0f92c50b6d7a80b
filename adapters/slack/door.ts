import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isFresh } from '../../src/shared/clock.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Secret } from '../../src/shared/secret.ts';
import type { Signatures } from './options.ts';

/** As the HTTP door offers the body: never more of it than asked for. */
export type ReadBytes = (maxBytes: number) => Promise<Buffer | 'too-large'>;
export type Admitted = { ok: true; body: Buffer; signature: string } | { ok: false; status: number; why: string };

/** Slack's largest are views of 250 kB with their state; in form encoding up to three times as long. */
const maxBody = 1024 * 1024;
/** Slack's own rule for the past ("Verifying requests from Slack"); a timestamp ahead of our clock is refused by us: Bolt takes it. */
const pastMs = 5 * 60_000;
const aheadMs = 60_000;

/**
 * May this request come in? By its headers before a byte of the body is read: content type exactly as Slack sends it, size, age. Then the
 * signature over the raw body, in constant time, and that it was not used before, on any instance. Bolt checks the signature again; it has
 * no idea of replays, of time ahead, and takes four megabytes (facts/chat.md §3).
 */
export async function admit(
  request: Pick<IncomingMessage, 'headers'>,
  read: ReadBytes,
  { signingSecret, clock, signatures }: { signingSecret: Secret; clock: Clock; signatures: Signatures },
): Promise<Admitted> {
  const byHeaders = refusedByHeaders(request, clock.now());
  if (byHeaders) return byHeaders;
  const body = await read(maxBody);
  if (body === 'too-large') return tooLarge;
  const signature = headerOf(request, 'x-slack-signature');
  const timestamp = headerOf(request, 'x-slack-request-timestamp');
  if (!isSigned(signature, timestamp, body, signingSecret)) return refused(401, 'bad signature');
  if (!(await signatures.accept(signature))) return refused(401, 'replayed');
  return { ok: true, body, signature };
}

function refusedByHeaders(request: Pick<IncomingMessage, 'headers'>, now: Date): (Admitted & { ok: false }) | null {
  const type = headerOf(request, 'content-type');
  if (type !== 'application/x-www-form-urlencoded' && type !== 'application/json')
    return refused(415, 'wrong content type');
  if (headerOf(request, 'content-encoding') !== '') return refused(415, 'compressed');
  if (Number(headerOf(request, 'content-length') || 0) > maxBody) return tooLarge;
  const timestamp = headerOf(request, 'x-slack-request-timestamp');
  if (headerOf(request, 'x-slack-signature') === '' || !/^\d{1,12}$/.test(timestamp)) return refused(401, 'unsigned');
  const at = Number(timestamp) * 1000;
  if (at > now.getTime() + aheadMs) return refused(401, 'dated in the future');
  if (at < now.getTime() && !isFresh(at, now.getTime(), pastMs)) return refused(401, 'too old');
  return null;
}

const refused = (status: number, why: string): Admitted & { ok: false } => ({ ok: false, status, why });
const tooLarge = refused(413, 'too large');

const headerOf = (request: Pick<IncomingMessage, 'headers'>, name: string): string => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
};

function isSigned(signature: string, timestamp: string, body: Buffer, secret: Secret): boolean {
  const hash = createHmac('sha256', secret.expose('slack')).update(`v0:${timestamp}:`).update(body).digest('hex');
  const ours = Buffer.from(`v0=${hash}`);
  const theirs = Buffer.from(signature);
  return ours.length === theirs.length && timingSafeEqual(ours, theirs);
}
