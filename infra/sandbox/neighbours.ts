import { armRoutes } from './arm/routes.ts';
import type { SmtpServer } from './context.ts';
import type { Context } from './context.ts';
import type { StatePart } from './control/routes.ts';
import { entraRoutes } from './entra/routes.ts';
import { graphRoutes } from './graph/routes.ts';
import { vaultRoutes } from './vault/routes.ts';
import type { NeighbourName, Route } from './wire.ts';
import type { Endpoints } from './world.ts';

export type Place = {
  name: NeighbourName;
  endpoint: Exclude<keyof Endpoints, 'smtpPort' | 'control'>;
  port: number;
  routes: Route[];
};

/** Every HTTPS neighbour with the port it has by default. */
export const PLACES: Place[] = [
  { name: 'entra', endpoint: 'entra', port: 4401, routes: entraRoutes },
  { name: 'graph', endpoint: 'graph', port: 4402, routes: graphRoutes },
  { name: 'arm', endpoint: 'arm', port: 4403, routes: armRoutes },
  { name: 'vault', endpoint: 'vault', port: 4404, routes: vaultRoutes },
  { name: 'connector', endpoint: 'connector', port: 4405, routes: [] },
  { name: 'bot-login', endpoint: 'botLogin', port: 4406, routes: [] },
];
export const SMTP_PORT = 4587;

export const chatRoutes: Route[] = [];
export const stateParts: StatePart[] = [];
export const startSmtp: ((context: Context) => Promise<SmtpServer>) | undefined = undefined;
