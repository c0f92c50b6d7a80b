// Text, blocks and metadata as apps send them: checked, cut where Slack cuts, refused where it refuses.
import type { Context } from '../context.ts';
import { invalid, jsonArg, refuse, stringArg, type Answer, type Args } from './api.ts';
import { areTooLong, messageProblems } from './block-problems.ts';
import { withIds } from './blocks.ts';
import { isNode, type Node } from './node.ts';
import type { SlackMessage } from './state.ts';
import { LIMITS } from './table.ts';

/** Undefined: not sent. */
export type Content = { text: string | undefined; blocks: Node[] | undefined; metadata: Node | null | undefined };

export function readContent(args: Args): Content | Answer {
  const blocks = readBlocks(args);
  if (blocks !== undefined && !Array.isArray(blocks)) return blocks;
  const metadata = readMetadata(args);
  if (isNode(metadata) && 'ok' in metadata) return metadata as Answer;
  const attachments = jsonArg(args, 'attachments');
  // Legacy, and nothing here draws them: refused rather than silently not shown.
  if ('broken' in attachments || (Array.isArray(attachments.value) && attachments.value.length > 0))
    return invalid('invalid_attachments', ['the sandbox has no attachments; send blocks']);
  return {
    text: args['text'] === undefined ? undefined : stringArg(args, 'text').slice(0, LIMITS.postText),
    blocks,
    metadata,
  };
}

function readBlocks(args: Args): Node[] | undefined | Answer {
  const sent = jsonArg(args, 'blocks');
  if ('broken' in sent) return refuse('invalid_blocks_format');
  if (sent.value === undefined || sent.value === null) return undefined;
  if (!Array.isArray(sent.value)) return refuse('invalid_blocks_format');
  const problems = messageProblems(sent.value);
  if (problems.length > 0) return invalid('invalid_blocks', problems);
  const blocks = sent.value as Node[];
  return areTooLong(blocks) ? refuse('msg_blocks_too_long') : withIds(blocks);
}

function readMetadata(args: Args): Node | null | undefined | Answer {
  const sent = jsonArg(args, 'metadata');
  if ('broken' in sent) return refuse('invalid_metadata_format');
  if (sent.value === undefined) return undefined;
  if (!isNode(sent.value)) return refuse('invalid_metadata_format');
  if (Object.keys(sent.value).length === 0) return null;
  const { event_type: type, event_payload: payload } = sent.value;
  if (typeof type !== 'string' || !isNode(payload)) return refuse('invalid_metadata_schema');
  return { event_type: type, event_payload: payload };
}

export const isRefusal = (value: Content | Answer): value is Answer => 'ok' in value;

/** A message as the Web API, deliveries and history show it. Metadata only where it is asked for. */
export function messageJson(context: Context, message: SlackMessage, withMetadata: boolean): Node {
  const { slack } = context.world;
  const isBot = message.user === slack.botUserId;
  return {
    type: 'message',
    user: message.user,
    text: message.text,
    ts: message.ts,
    team: slack.teamId,
    blocks: message.blocks,
    ...(isBot ? { bot_id: slack.botId, app_id: slack.appId } : {}),
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    ...(message.editedTs === null ? {} : { edited: { user: message.user, ts: message.editedTs } }),
    ...(withMetadata && message.metadata !== null ? { metadata: message.metadata } : {}),
  };
}
