// hooks.slack.com: where an app answers an interaction later. Five times within 30 minutes (docs.slack.dev interactivity/handling).
import { randomBytes } from 'node:crypto';
import type { Context } from '../context.ts';
import type { WireReply, WireRequest } from '../wire.ts';
import { refuse, boolArg, type Args } from './api.ts';
import { change, erase, post, whisper } from './api-chat.ts';
import { isRefusal, readContent, type Content } from './compose.ts';
import { isNode } from './node.ts';
import { announce, slackOf, type Conversation, type ResponseUrl } from './state.ts';
import { LIMITS } from './table.ts';
import { findConversation } from './users.ts';

type Wish = Pick<ResponseUrl, 'conversation' | 'user' | 'message' | 'ephemeral'>;

export function newResponseUrl(context: Context, kind: 'actions' | 'commands', wish: Wish): string {
  const slack = slackOf(context);
  slack.counter += 1;
  const path = `/${kind}/${context.world.slack.teamId}/${slack.counter}/${randomBytes(18).toString('hex')}`;
  slack.responseUrls.set(path, { ...wish, at: context.world.now(), uses: 0 });
  return `${context.world.endpoints.slack}${path}`;
}

/**
 * Which status goes with which refusal is only partly documented: 404 for a used or expired address, otherwise 400. Bolt's `respond` throws
 * for either.
 */
export function respond({ context, url, body }: WireRequest): WireReply {
  const known = slackOf(context).responseUrls.get(url.pathname);
  if (known === undefined) return { status: 404, body: refuse('invalid_token') };
  if (context.world.now() - known.at > LIMITS.responseMs) return { status: 404, body: refuse('expired_url') };
  if (known.uses >= LIMITS.responseUses) return { status: 404, body: refuse('used_url') };
  const place = findConversation(context, known.conversation);
  if (place === undefined || !isNode(body)) return { status: 400, body: refuse('invalid_payload') };
  const problem = carryOut(context, place, known, body);
  if (problem !== undefined) return { status: 400, body: problem };
  known.uses += 1;
  return { status: 200, headers: { 'content-type': 'text/html' }, body: 'ok' };
}

function carryOut(context: Context, place: Conversation, known: ResponseUrl, args: Args) {
  const message = place.messages.find((each) => each.ts === known.message && !each.deleted);
  const secret = place.ephemerals.find((each) => each.ts === known.message && !each.gone);
  if (boolArg(args, 'delete_original')) {
    if (message !== undefined) erase(context, place, message);
    if (secret !== undefined) {
      secret.gone = true;
      announce(context, { type: 'delete', conversation: place.id, message: secret.ts });
    }
    return undefined;
  }
  const content = readContent(args);
  if (isRefusal(content)) return content;
  if ((content.text ?? '') === '' && (content.blocks ?? []).length === 0) return refuse('no_text');
  if (boolArg(args, 'replace_original')) {
    if (message !== undefined) change(context, place, message, replaced(content));
    if (secret !== undefined) {
      Object.assign(secret, { text: content.text ?? '', blocks: content.blocks ?? [] });
      announce(context, { type: 'update', conversation: place.id, message: secret.ts });
    }
    return undefined;
  }
  show(context, place, known.user, content, args);
  return undefined;
}

/** The whole message is exchanged, not merged. */
const replaced = (content: Content): Content => ({
  ...content,
  text: content.text ?? '',
  blocks: content.blocks ?? [],
});

/** What an app says without naming a place: to the person who acted, or for everybody there. */
export function show(context: Context, place: Conversation, user: string, content: Content, args: Args): string {
  if (args['response_type'] === 'in_channel') return post(context, place, content, null).ts;
  return whisper(context, place, user, content);
}
