// smba.trafficmanager.net: what the bot may do to conversations. Each call is authorized, throttled and measured before it is looked at.
import type { Route, WireReply, WireRequest } from '../wire.ts';
import { BOT_AUDIENCE } from './bot-login.ts';
import { throttle } from './limits.ts';
import { createConversation, removeActivity, sendActivity, updateActivity } from './connector-writes.ts';
import { getChannels, getMember, getMembers, getPagedMembers, getTeam } from './connector-reads.ts';

type Handle = (request: WireRequest) => WireReply;

export const connectorRoutes: Route[] = [
  write('POST', '/v3/conversations', createConversation),
  write('POST', '/v3/conversations/:conversation/activities', sendActivity),
  write('POST', '/v3/conversations/:conversation/activities/:activity', sendActivity),
  write('PUT', '/v3/conversations/:conversation/activities/:activity', updateActivity),
  write('DELETE', '/v3/conversations/:conversation/activities/:activity', removeActivity),
  read('/v3/conversations/:conversation/members', getMembers),
  read('/v3/conversations/:conversation/members/:member', getMember),
  read('/v3/conversations/:conversation/pagedmembers', getPagedMembers),
  read('/v3/conversations/:conversation/activities/:activity/members', getMembers),
  read('/v3/teams/:team', getTeam),
  read('/v3/teams/:team/conversations', getChannels),
];

function write(method: string, path: string, handle: Handle): Route {
  return { method, path, handle: guard('send', handle) };
}

function read(path: string, handle: Handle): Route {
  return { method: 'GET', path, handle: guard('read', handle) };
}

function guard(what: 'send' | 'read', handle: Handle): Handle {
  return (request) => {
    if (!isBot(request)) {
      const message = 'Authorization has been denied for this request.';
      return {
        status: 401,
        headers: { 'www-authenticate': 'Bearer' },
        body: { error: { code: 'Unauthorized', message } },
      };
    }
    const { params, url } = request;
    const thread = params['conversation'] ?? params['team'] ?? url.pathname;
    return throttle(request.context, thread.split(';')[0] ?? thread, what) ?? handle(request);
  };
}

function isBot({ claims, context }: WireRequest): boolean {
  return claims?.['aud'] === BOT_AUDIENCE && claims['appid'] === context.world.bot.appId;
}
