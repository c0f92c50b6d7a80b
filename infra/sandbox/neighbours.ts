// Who stands in this sandbox. Adding a neighbour: its routes here, its name in wire.ts, its address in world.ts.
import type { Server } from 'node:http';
import { armRoutes } from './arm/routes.ts';
import { consoleRoutes } from './console/serve.ts';
import type { StatePart } from './control/routes.ts';
import { exchangeControlRoutes } from './exchange/control.ts';
import { exchangeRoutes } from './exchange/routes.ts';
import { entraRoutes } from './entra/routes.ts';
import { graphRoutes } from './graph/routes.ts';
import { slackControlRoutes } from './slack/control.ts';
import { slackRoutes } from './slack/routes.ts';
import { serveSockets } from './slack/socket.ts';
import { slackState } from './slack/view.ts';
import { controlRoutes } from './teams/control.ts';
import { botLoginRoutes, connectorRoutes, sharepointRoutes } from './teams/routes.ts';
import { chatState } from './teams/view.ts';
import { vaultRoutes } from './vault/routes.ts';
import type { Context } from './context.ts';
import type { NeighbourName, Route } from './wire.ts';
import type { Endpoints } from './world.ts';

export type Place = {
  name: NeighbourName;
  endpoint: Exclude<keyof Endpoints, 'smtpPort' | 'exchangeSmtpPort' | 'dnsPort' | 'control'>;
  port: number;
  routes: Route[];
  /** What this neighbour serves on the same port beside HTTP. */
  attach?: (context: Context, server: Server) => void;
};

/** Every HTTPS neighbour with the port it has by default. */
export const PLACES: Place[] = [
  { name: 'entra', endpoint: 'entra', port: 4401, routes: entraRoutes },
  { name: 'graph', endpoint: 'graph', port: 4402, routes: graphRoutes },
  { name: 'arm', endpoint: 'arm', port: 4403, routes: armRoutes },
  { name: 'vault', endpoint: 'vault', port: 4404, routes: vaultRoutes },
  { name: 'connector', endpoint: 'connector', port: 4405, routes: connectorRoutes },
  { name: 'bot-login', endpoint: 'botLogin', port: 4406, routes: botLoginRoutes },
  { name: 'exchange', endpoint: 'exchangeAdmin', port: 4407, routes: exchangeRoutes },
  { name: 'sharepoint', endpoint: 'sharepoint', port: 4410, routes: sharepointRoutes },
  { name: 'slack', endpoint: 'slack', port: 4411, routes: slackRoutes, attach: serveSockets },
];
export const SMTP_PORT = 4587;
export const EXCHANGE_SMTP_PORT = 4588;
export const DNS_PORT = 4553;

/** On the control port, after the core's own. */
export const chatRoutes: Route[] = [
  ...controlRoutes,
  ...slackControlRoutes,
  ...exchangeControlRoutes,
  ...consoleRoutes,
];
export const stateParts: StatePart[] = [chatState, slackState];
