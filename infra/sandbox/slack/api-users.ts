// users.*, usergroups.*, team.info, auth.test.
import { boolArg, page, refuse, stringArg, type Answer, type Call, type Method } from './api.ts';
import { BOT_NAME, TEAM } from './app.ts';
import { slackOf } from './state.ts';
import { findUser, userJson, usersOf } from './users.ts';

export const userMethods: Method[] = [
  { name: 'auth.test', tier: 'none', handle: authTest },
  { name: 'team.info', tier: 3, scopes: ['team:read'], handle: teamInfo },
  { name: 'users.info', tier: 4, scopes: ['users:read'], handle: info },
  { name: 'users.list', tier: 2, scopes: ['users:read'], handle: list },
  { name: 'users.lookupByEmail', tier: 3, scopes: ['users:read.email'], handle: lookUp },
  { name: 'usergroups.list', tier: 2, scopes: ['usergroups:read'], handle: groups },
  { name: 'usergroups.users.list', tier: 2, scopes: ['usergroups:read'], handle: groupUsers },
];

function authTest({ context }: Call): Answer {
  const { teamId, botUserId, botId, appId } = context.world.slack;
  return {
    ok: true,
    url: `https://${TEAM.domain}.slack.com/`,
    team: TEAM.name,
    user: BOT_NAME.toLowerCase(),
    team_id: teamId,
    user_id: botUserId,
    bot_id: botId,
    app_id: appId,
    is_enterprise_install: false,
  };
}

function teamInfo({ context, args }: Call): Answer {
  const { teamId } = context.world.slack;
  const asked = stringArg(args, 'team');
  if (asked !== '' && asked !== teamId) return refuse('team_not_found');
  return { ok: true, team: { id: teamId, ...TEAM, email_domain: 'contoso.com', enterprise_id: '' } };
}

function info({ context, args, scopes }: Call): Answer {
  const id = stringArg(args, 'user');
  const user = findUser(context, id);
  if (user === undefined || user.userId !== id) return refuse('user_not_found');
  return { ok: true, user: userJson(context, user, scopes.has('users:read.email')) };
}

/** People of shared channels are not in the list of the workspace. */
function list({ context, args, scopes }: Call): Answer {
  const own = usersOf(context).filter((each) => each.teamId === context.world.slack.teamId);
  const shown = page(args, own);
  if (shown === undefined) return refuse('invalid_cursor');
  const members = shown.items.map((each) => userJson(context, each, scopes.has('users:read.email')));
  return { ok: true, members, response_metadata: shown.response_metadata };
}

/** Nobody who was deactivated, and nobody of another workspace. */
function lookUp({ context, args }: Call): Answer {
  const email = stringArg(args, 'email').toLowerCase();
  const user = usersOf(context).find(
    (each) =>
      email !== '' && each.email.toLowerCase() === email && !each.deleted && each.teamId === context.world.slack.teamId,
  );
  return user === undefined ? refuse('users_not_found') : { ok: true, user: userJson(context, user, true) };
}

function groups({ context, args }: Call): Answer {
  const { teamId } = context.world.slack;
  const usergroups = slackOf(context).groups.map(({ id, handle, name, users }) => ({
    id,
    team_id: teamId,
    is_usergroup: true,
    name,
    handle,
    is_external: false,
    date_delete: 0,
    user_count: users.length,
    ...(boolArg(args, 'include_users') ? { users } : {}),
  }));
  return { ok: true, usergroups };
}

function groupUsers({ context, args }: Call): Answer {
  const group = slackOf(context).groups.find((each) => each.id === stringArg(args, 'usergroup'));
  return group === undefined ? refuse('no_such_subteam') : { ok: true, users: group.users };
}
