// Deliveries as a stranger, a broken proxy or somebody who listened would send them, and Slack's own check of the address.
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { command } from '../control/answer.ts';
import type { Route, WireReply, WireRequest } from '../wire.ts';
import { deliver, replayLast } from './deliver.ts';
import { isNode } from './node.ts';
import { SIGNATURE_KINDS } from './sign.ts';
import { disconnectAll } from './socket.ts';

const rawBody = z.strictObject({
  kind: z.enum(['command', 'interactive', 'event']).default('interactive'),
  payload: z.record(z.string(), z.unknown()),
  signature: z.enum(SIGNATURE_KINDS).default('valid'),
  contentType: z.string().optional(),
  padBytes: z.number().int().nonnegative().max(20_000_000).optional(),
  /** Another bot than ours, on this machine. */
  url: z.url({ hostname: /^(localhost|127\.0\.0\.1)$/ }).optional(),
});

const path = (name: string): string => `/_sandbox/chat/slack/${name}`;
const told = ({ status, body, ms }: { status: number; body: unknown; ms: number }): WireReply => ({
  status: 200,
  body: { status, body, ms },
});

export const disguiseRoutes: Route[] = [
  { method: 'POST', path: path('raw'), handle: raw },
  {
    method: 'POST',
    path: path('replay'),
    handle: async ({ context }) => {
      const answer = await replayLast(context);
      return answer === undefined ? { status: 400, body: { error: 'nothing was delivered yet' } } : told(answer);
    },
  },
  { method: 'POST', path: path('verify'), handle: ({ context }) => verify(context) },
  command(
    'POST',
    path('disconnect'),
    z.strictObject({ reason: z.enum(['warning', 'refresh_requested', 'link_disabled']).default('refresh_requested') }),
    (context, { reason }) => ({ status: 200, body: { told: disconnectAll(context, reason) } }),
  ),
];

async function raw({ context, body }: WireRequest): Promise<WireReply> {
  const parsed = rawBody.safeParse(body);
  if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } };
  const { kind, payload, ...disguise } = parsed.data;
  const given = Object.fromEntries(Object.entries(disguise).filter(([, value]) => value !== undefined));
  return told(await deliver(context, kind, payload, given));
}

/** What Slack does when the address is entered in the app's settings: it must give the challenge back. */
async function verify(context: Context): Promise<WireReply> {
  const challenge = randomBytes(24).toString('base64url');
  const { verificationToken: token } = context.world.slack;
  const { status, body } = await deliver(context, 'event', { token, challenge, type: 'url_verification' });
  const verified = status === 200 && (isNode(body) ? body['challenge'] : body) === challenge;
  return { status: 200, body: { status, body, verified } };
}
