// The Events API: one envelope for every event, sent again up to three times while nobody acknowledges it
// (docs.slack.dev apis/events-api: at once, after 1 minute, after 5 minutes).
import type { Context } from '../context.ts';
import type { Answer } from '../post-to-bot.ts';
import { deliver, type Retry } from './deliver.ts';
import { freshId } from './ids.ts';
import type { Node } from './node.ts';
import { slackOf, type Conversation } from './state.ts';

/** Tells the bot; what comes back is the answer to the first attempt. */
export async function sendEvent(context: Context, event: Node, place?: Conversation): Promise<Answer> {
  const envelope = envelopeOf(context, event, place);
  const answer = await deliver(context, 'event', envelope);
  if (mayRepeat(answer)) repeat(context, envelope, 1, reasonOf(answer));
  return answer;
}

function envelopeOf(context: Context, event: Node, place?: Conversation): Node {
  const { teamId, appId, botUserId, verificationToken } = context.world.slack;
  const now = context.world.now();
  return {
    token: verificationToken,
    team_id: teamId,
    context_team_id: teamId,
    context_enterprise_id: null,
    api_app_id: appId,
    event: { ...event, event_ts: event['event_ts'] ?? event['ts'] ?? `${Math.floor(now / 1000)}.000000` },
    type: 'event_callback',
    event_id: freshId('Ev'),
    event_time: Math.floor(now / 1000),
    authorizations: [
      { enterprise_id: null, team_id: teamId, user_id: botUserId, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: place?.isExternal ?? false,
  };
}

const isGood = ({ status }: Answer): boolean => status >= 200 && status < 300;
const mayRepeat = (answer: Answer): boolean => !isGood(answer) && answer.headers?.['x-slack-no-retry'] !== '1';

function reasonOf({ status }: Answer): string {
  return status === 504 ? 'http_timeout' : status === 502 ? 'connection_failed' : 'http_error';
}

function repeat(context: Context, envelope: Node, num: number, reason: string): void {
  const slack = slackOf(context);
  const delay = slack.settings.retryDelaysMs[num - 1];
  if (delay === undefined) return;
  const timer = setTimeout(() => {
    slack.timers.delete(timer);
    void again(context, envelope, { num, reason });
  }, delay);
  slack.timers.add(timer);
}

async function again(context: Context, envelope: Node, retry: Retry): Promise<void> {
  const { timers } = slackOf(context);
  const answer = await deliver(context, 'event', envelope, { retry });
  // A reset while it was under way has ended the matter.
  if (timers === slackOf(context).timers && mayRepeat(answer))
    repeat(context, envelope, retry.num + 1, reasonOf(answer));
}
