import { z } from 'zod';
import { asSendpassError, SendpassError } from '../../src/shared/errors.ts';
import type { ErrorKind } from '../../src/shared/errors.ts';

// What the SDK throws (@slack/web-api errors.ts): a code of its own, and Slack's answer, status or wait.
const thrownShape = z.object({
  code: z.string().startsWith('slack_webapi_'),
  data: z.object({ error: z.string(), needed: z.string().optional() }).optional(),
  statusCode: z.number().optional(),
  retryAfter: z.number().optional(),
});

type Row = { code: string; kind: ErrorKind; advice: string };

const unreachable: Row = {
  code: 'chat-unreachable',
  kind: 'denied',
  advice:
    'Sendpass may not write in this conversation: it is not a member there, was removed, or the channel or account was closed.',
};
const gone: Row = { code: 'message-gone', kind: 'conflict', advice: 'The message was deleted.' };
const busy: Row = { code: 'chat-busy', kind: 'retryable', advice: 'Slack asks Sendpass to slow down.' };
const broken: Row = { code: 'chat-broken', kind: 'retryable', advice: 'Slack did not take the message.' };
const tooLarge: Row = {
  code: 'card-too-large',
  kind: 'bug',
  advice: 'A card was larger than Slack takes. Nothing was shown.',
};
const refused: Row = { code: 'card-refused', kind: 'bug', advice: 'Slack refused the form of a card.' };
const late: Row = {
  code: 'dialog-late',
  kind: 'conflict',
  advice: 'Slack opens a window within 3 seconds only. Press again.',
};
const closed: Row = {
  code: 'dialog-closed',
  kind: 'conflict',
  advice: 'The window was closed before the answer came.',
};
const token: Row = {
  code: 'slack-token-refused',
  kind: 'retryable',
  advice: 'Slack does not take the bot’s token. The operator checks SLACK_BOT_TOKEN.',
};
const scope: Row = {
  code: 'slack-scope-missing',
  kind: 'retryable',
  advice: 'The Slack app misses a scope; npm run doctor names it. The operator adds it and installs the app again.',
};

/** Slack's error words (docs.slack.dev, each method's "Errors"). What is not here is tried again: erring that way loses nothing. */
const rows: Record<string, Row> = Object.fromEntries(
  (
    [
      [
        unreachable,
        'channel_not_found is_archived not_in_channel account_inactive token_revoked user_not_found users_not_found',
      ],
      [
        unreachable,
        'user_disabled user_not_visible cannot_dm_bot cannot_dm_self messages_tab_disabled no_permission is_inactive',
      ],
      [unreachable, 'restricted_action restricted_action_read_only_channel restricted_action_non_threadable_channel'],
      [unreachable, 'access_denied team_access_not_granted ekm_access_denied method_not_supported_for_channel_type'],
      [gone, 'message_not_found cant_update_message cant_delete_message edit_window_closed'],
      [busy, 'ratelimited rate_limited message_limit_exceeded'],
      [tooLarge, 'msg_too_long msg_blocks_too_long view_too_large metadata_too_large'],
      [refused, 'invalid_blocks invalid_blocks_format invalid_arguments invalid_arg_name invalid_attachments no_text'],
      [
        refused,
        'invalid_metadata_format invalid_metadata_schema block_mismatch invalid_array_arg too_many_attachments',
      ],
      [late, 'expired_trigger_id exchanged_trigger_id invalid_trigger_id trigger_expired trigger_exchanged'],
      [closed, 'not_found hash_conflict view_not_found'],
      [token, 'invalid_auth not_authed token_expired org_login_required'],
      [scope, 'missing_scope not_allowed_token_type'],
    ] as const
  ).flatMap(([row, words]) => words.split(' ').map((word) => [word, row])),
);

/** The one translator of what the Web API answers: by Slack's word, else by status. A card's answer is never in the error: only the word is. */
export function slackError(thrown: unknown): SendpassError {
  if (thrown instanceof SendpassError) return thrown;
  const parsed = thrownShape.safeParse(thrown);
  if (!parsed.success) return asSendpassError(thrown);
  const { data, statusCode, retryAfter } = parsed.data;
  const word = data?.error;
  const row = retryAfter !== undefined ? busy : word === undefined ? rowOfStatus(statusCode) : (rows[word] ?? broken);
  const code = data?.needed === undefined ? word : `${word} ${data.needed}`;
  return new SendpassError({
    ...row,
    vendor: {
      neighbour: 'slack',
      ...(statusCode === undefined ? {} : { status: statusCode }),
      ...(code === undefined ? {} : { code }),
    },
    ...(retryAfter === undefined ? {} : { retryAfterMs: Math.max(1, retryAfter) * 1000 }),
  });
}

const rowOfStatus = (status: number | undefined): Row => (status === 429 ? busy : status === 413 ? tooLarge : broken);

export async function translated<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (thrown) {
    throw slackError(thrown);
  }
}
