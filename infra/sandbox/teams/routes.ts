// The two HTTPS neighbours of Teams: the Bot Framework's log-in with its keys, and the connector.
export { botLoginRoutes } from './bot-login.ts';
export { connectorRoutes } from './connector.ts';
