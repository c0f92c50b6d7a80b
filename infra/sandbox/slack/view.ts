// How Slack is told to tests, to `GET /_sandbox/state` and to the console.
import type { Context } from '../context.ts';
import { BOT_NAME } from './app.ts';
import { modalsOf } from './modals.ts';
import { slackOf } from './state.ts';
import { openSockets } from './socket.ts';
import { findUser, personalOf, usersOf } from './users.ts';

const isoOf = (ts: string): string => new Date(Number(ts) * 1000).toISOString();

/** Every conversation with everything said in it, oldest first; ephemerals apart, each with its one reader. */
export function conversationsOf(context: Context) {
  const users = usersOf(context);
  const home = context.world.slack.teamId;
  for (const user of users) if (!user.isBot && !user.deleted && user.teamId === home) personalOf(context, user);
  const short = (userId: string): string => findUser(context, userId)?.id ?? userId;
  return slackOf(context).conversations.map((place) => ({
    id: place.id,
    platform: 'slack' as const,
    kind: place.kind,
    name: place.name,
    isPrivate: place.isPrivate,
    isExternal: place.isExternal,
    isArchived: place.isArchived,
    conversationId: place.wireId,
    person: place.user === null ? null : short(place.user),
    bot: BOT_NAME,
    members: [...place.members].map(short),
    messages: place.messages.map(({ ts, user, threadTs, editedTs, ...message }) => ({
      id: ts,
      from: short(user),
      ...message,
      at: isoOf(ts),
      updatedAt: editedTs === null ? null : isoOf(editedTs),
      replyToId: threadTs,
    })),
    ephemerals: place.ephemerals.map(({ ts, reader, ...message }) => ({
      id: ts,
      reader: short(reader),
      at: isoOf(ts),
      ...message,
    })),
  }));
}

/** Accounts with what each has open: modals, newest last, and the App Home. */
export function accountsOf(context: Context) {
  const slack = slackOf(context);
  return usersOf(context)
    .filter((each) => !each.isBot)
    .map((each) => ({
      ...each,
      isForeign: each.teamId !== context.world.slack.teamId,
      views: modalsOf(context, each.userId),
      home: slack.homes.get(each.userId) ?? null,
    }));
}

/** `slack` of `GET /_sandbox/state`. No token is in it. */
export function slackState(context: Context) {
  const { teamId, foreignTeamId, appId, botId, botUserId } = context.world.slack;
  const { groups, settings } = slackOf(context);
  const channels = conversationsOf(context)
    .filter((each) => each.kind === 'channel')
    .map(({ messages: _messages, ephemerals: _ephemerals, ...channel }) => channel);
  const people = accountsOf(context).map(({ views: _views, home: _home, ...account }) => account);
  const app = { teamId, foreignTeamId, appId, botId, botUserId };
  return { slack: { ...app, people, channels, groups, settings, sockets: openSockets(context) } };
}
