// The HTTPS neighbours of Teams: the Bot Framework's log-in with its keys, the connector, and where attached files are kept.
export { botLoginRoutes } from './bot-login.ts';
export { connectorRoutes } from './connector.ts';
export { sharepointRoutes } from './files.ts';
