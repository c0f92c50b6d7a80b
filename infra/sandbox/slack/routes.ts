// slack.com/api and hooks.slack.com on one port.
import type { Route } from '../wire.ts';
import { routesOf, unknownMethod } from './api.ts';
import { chatMethods } from './api-chat.ts';
import { conversationMethods } from './api-conversations.ts';
import { userMethods } from './api-users.ts';
import { viewMethods } from './api-views.ts';
import { respond } from './response-url.ts';
import { socketMethods } from './socket.ts';

const methods = [...userMethods, ...chatMethods, ...conversationMethods, ...viewMethods, ...socketMethods];

export const slackRoutes: Route[] = [
  ...methods.flatMap(routesOf),
  { method: 'POST', path: '/api/:name', handle: unknownMethod },
  { method: 'GET', path: '/api/:name', handle: unknownMethod },
  { method: 'POST', path: '/actions/:team/:number/:secret', label: 'slack response_url', handle: respond },
  { method: 'POST', path: '/commands/:team/:number/:secret', label: 'slack response_url', handle: respond },
];
