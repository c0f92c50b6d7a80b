// The Slack part of the control API: be a person, change the workspace behind the bot's back, misbehave as a network, look at what was said.
import { z } from 'zod';
import type { Context } from '../context.ts';
import type { Route, WireReply, WireRequest } from '../wire.ts';
import { press, type Acted, type Refused } from './act.ts';
import { actInView } from './act-modal.ts';
import { command, openApp, say } from './say.ts';
import { slackOf } from './state.ts';
import { findUser, usersOf, type SlackUser } from './users.ts';
import { accountsOf, conversationsOf } from './view.ts';
import { disguiseRoutes } from './control-wire.ts';
import { workspaceRoutes } from './control-workspace.ts';

const words = z.strictObject({
  from: z.string(),
  conversation: z.string().default('personal'),
  text: z.string(),
  /** Timestamp of the message whose thread it goes to. */
  thread: z.string().nullable().default(null),
  /** Also what the client would not let this person do. */
  force: z.boolean().default(false),
  /** Answer only when the bot has opened a modal for it, or its 3 seconds are over. */
  wait: z.boolean().default(false),
});

const actionBody = z.strictObject({
  from: z.string(),
  message: z.string().optional(),
  /** An open modal's id, or `home`. */
  view: z.string().optional(),
  action: z.union([z.string(), z.number().int().nonnegative()]),
  inputs: z.record(z.string(), z.unknown()).default({}),
  force: z.boolean().default(false),
  wait: z.boolean().default(false),
});

const homeBody = z.strictObject({ from: z.string(), tab: z.enum(['home', 'messages']).default('home') });

export const slackControlRoutes: Route[] = [
  act('message', words, (context, user, wish) =>
    wish.text.startsWith('/') ? command(context, user, wish) : say(context, user, wish),
  ),
  act('command', words, command),
  act('action', actionBody, async (context, user, { message, view, ...wish }) => {
    if (view !== undefined) return actInView(context, user, view, wish);
    if (message !== undefined) return press(context, user, message, wish);
    return { error: 'say which message or view' };
  }),
  act('home', homeBody, (context, user, { tab }) => openApp(context, user, tab)),
  look('conversations', conversationsOf),
  look('people', accountsOf),
  ...workspaceRoutes,
  ...disguiseRoutes,
];

function look(name: string, tell: (context: Context) => unknown): Route {
  const handle = ({ context }: WireRequest): WireReply => ({ status: 200, body: tell(context) });
  return { method: 'GET', path: `/_sandbox/chat/slack/${name}`, handle };
}

function act<Schema extends z.ZodType<{ from: string }>>(
  name: string,
  schema: Schema,
  run: (context: Context, user: SlackUser, wish: z.output<Schema>) => Promise<Acted | Refused>,
): Route {
  const handle = async ({ context, body }: WireRequest): Promise<WireReply> => {
    const parsed = schema.safeParse(body);
    if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } };
    const user = findUser(context, parsed.data.from);
    if (user === undefined || user.isBot) {
      const known = usersOf(context).map((each) => each.id);
      return { status: 400, body: { error: `no person "${parsed.data.from}"; there are: ${known.join(', ')}` } };
    }
    const result = await run(context, user, parsed.data);
    return { status: 'error' in result ? 400 : 200, body: result };
  };
  return { method: 'POST', path: `/_sandbox/chat/slack/${name}`, handle };
}

/** What the bot needs to be this workspace's app. The app token is there while Socket Mode is on. */
export function slackEnv(context: Context): Record<string, string> {
  const { teamId, botToken, signingSecret, appToken } = context.world.slack;
  // Its people are the directory's, by e-mail too.
  const sso = { SLACK_SSO_MANAGED: 'true' };
  const tokens = { SLACK_TEAM_ID: teamId, SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret, ...sso };
  return slackOf(context).settings.mode === 'socket' ? { ...tokens, SLACK_APP_TOKEN: appToken } : tokens;
}
