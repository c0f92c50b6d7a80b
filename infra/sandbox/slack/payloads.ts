// What all interactions have in common on the wire (docs.slack.dev reference/interaction-payloads).
import type { Context } from '../context.ts';
import { TEAM } from './app.ts';
import type { Node } from './node.ts';
import type { Conversation } from './state.ts';
import type { SlackUser } from './users.ts';

export function common(context: Context, user: SlackUser): Node {
  const { teamId, appId, verificationToken } = context.world.slack;
  return {
    user: { id: user.userId, username: user.handle, name: user.handle, team_id: user.teamId },
    api_app_id: appId,
    token: verificationToken,
    team: { id: teamId, domain: TEAM.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** The names Slack gives instead of one in direct messages and private channels. */
export function channelOf(place: Conversation): { id: string; name: string } {
  const name = place.kind === 'personal' ? 'directmessage' : place.isPrivate ? 'privategroup' : place.name;
  return { id: place.wireId, name };
}
