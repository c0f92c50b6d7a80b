// What an administrator and other people do to the workspace, and the app's own settings.
import { z } from 'zod';
import type { Context } from '../context.ts';
import { command } from '../control/answer.ts';
import type { Route, WireReply, WireRequest } from '../wire.ts';
import { sendEvent } from './events.ts';
import { openSockets } from './socket.ts';
import { slackOf } from './state.ts';
import { findConversation, findUser, patchUser, userJson } from './users.ts';

const userBody = z.strictObject({
  id: z.string().min(1),
  patch: z
    .strictObject({
      name: z.string(),
      email: z.string(),
      tz: z.string(),
      deleted: z.boolean(),
      guest: z.enum(['no', 'multi', 'single']),
    })
    .partial()
    .default({}),
});
const memberBody = z.strictObject({ user: z.string(), conversation: z.string(), joined: z.boolean().default(true) });
const groupBody = z.strictObject({ handle: z.string().default('mail-approvers'), users: z.array(z.string()) });
const settingsBody = z
  .strictObject({
    mode: z.enum(['http', 'socket']),
    rate: z.boolean(),
    retryDelaysMs: z.tuple([z.number().nonnegative(), z.number().nonnegative(), z.number().nonnegative()]),
    homeEnabled: z.boolean(),
  })
  .partial();

const reply = (body: unknown, status = 200): WireReply => ({ status, body });

export const workspaceRoutes: Route[] = [
  tell('PUT', 'user', userBody, async (context, { id, patch }) => {
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    const { user, isNew } = patchUser(context, id, given);
    // Everything a user:read bot may see is in the event.
    const event = { type: isNew ? 'team_join' : 'user_change', user: userJson(context, user, true) };
    const { status, body } = await sendEvent(context, event);
    return reply({ status, body, user });
  }),
  tell('POST', 'member', memberBody, move),
  command('PUT', '/_sandbox/chat/slack/group', groupBody, (context, { handle, users }) => {
    const group = slackOf(context).groups.find((each) => each.handle === handle);
    if (group === undefined) return reply({ error: `no group "${handle}"` }, 400);
    group.users = users.map((each) => findUser(context, each)?.userId ?? each);
    return reply(group);
  }),
  command('PUT', '/_sandbox/chat/slack/settings', settingsBody, (context, body) => {
    const { settings } = slackOf(context);
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    Object.assign(settings, given);
    return reply({ ...settings, sockets: openSockets(context) });
  }),
];

/** A person, or `bot`, comes into a channel or leaves it. The app hears of it where it is a member itself. */
async function move(
  context: Context,
  { user: id, conversation, joined }: z.output<typeof memberBody>,
): Promise<WireReply> {
  const place = findConversation(context, conversation);
  const user = findUser(context, id);
  if (place?.kind !== 'channel' || user === undefined)
    return reply({ error: `no channel "${conversation}" or no person "${id}"` }, 400);
  const { botUserId } = context.world.slack;
  const hears = place.members.has(botUserId) || user.isBot;
  if (joined) place.members.add(user.userId);
  else place.members.delete(user.userId);
  // An app that was removed is told by another event, which nothing here subscribes to.
  if (!hears || (user.isBot && !joined)) return reply({ status: 204, body: null });
  const type = joined ? 'member_joined_channel' : 'member_left_channel';
  const where = { channel: place.wireId, channel_type: place.isPrivate ? 'G' : 'C', team: user.teamId };
  const { status, body } = await sendEvent(context, { type, user: user.userId, ...where }, place);
  return reply({ status, body });
}

function tell<Schema extends z.ZodType>(
  method: 'PUT' | 'POST',
  name: string,
  schema: Schema,
  run: (context: Context, wish: z.output<Schema>) => Promise<WireReply>,
): Route {
  const handle = async ({ context, body }: WireRequest): Promise<WireReply> => {
    const parsed = schema.safeParse(body);
    if (!parsed.success) return reply({ error: z.prettifyError(parsed.error) }, 400);
    return run(context, parsed.data);
  };
  return { method, path: `/_sandbox/chat/slack/${name}`, handle };
}
