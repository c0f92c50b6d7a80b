// Signatures on deliveries: the right one, and each wrong one a bot must refuse (docs.slack.dev verifying requests from Slack).
import { createHmac, randomBytes } from 'node:crypto';
import type { Context } from '../context.ts';

export const SIGNATURE_KINDS = ['valid', 'none', 'wrong', 'other-secret', 'old', 'future', 'no-timestamp'] as const;
export type SignatureKind = (typeof SIGNATURE_KINDS)[number];

const OFF_S = 3600;

/** `old` and `future` are rightly signed, an hour off. */
export function signatureHeaders(context: Context, kind: SignatureKind, body: string): Record<string, string> {
  if (kind === 'none') return {};
  const now = Math.floor(context.world.now() / 1000);
  const at = String(kind === 'old' ? now - OFF_S : kind === 'future' ? now + OFF_S : now);
  const secret = kind === 'other-secret' ? randomBytes(16).toString('hex') : context.world.slack.signingSecret;
  const signed = kind === 'wrong' ? `${body} ` : body;
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${at}:${signed}`).digest('hex')}`;
  return { 'x-slack-signature': signature, ...(kind === 'no-timestamp' ? {} : { 'x-slack-request-timestamp': at }) };
}
