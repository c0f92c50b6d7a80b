/** Every environment variable Sendpass reads, as data: the schema of config.ts, `.env.example` and the docs test all follow it. */
export type Variable = {
  key: string;
  secret: boolean;
  /** What stands in .env.example; the empty string means "has no default, you must set it (or may leave it out, see `about`)". */
  example: string;
  about: string;
};

export const variables = [
  {
    key: 'CLOUD',
    secret: false,
    example: 'public',
    about: 'public, usgov, china, or the path of a JSON file that describes a custom cloud',
  },
  { key: 'TENANT_ID', secret: false, example: '', about: 'Directory (tenant) id' },
  { key: 'BOT_APP_ID', secret: false, example: '', about: 'Application (client) id of the bot registration' },
  {
    key: 'BOT_APP_TYPE',
    secret: false,
    example: 'SingleTenant',
    about: 'SingleTenant (with BOT_APP_SECRET) or UserAssignedMsi (without)',
  },
  {
    key: 'BOT_APP_SECRET',
    secret: true,
    example: '',
    about: 'Client secret of the bot registration; leave out with UserAssignedMsi',
  },
  {
    key: 'IDENTITY_KIND',
    secret: false,
    example: 'managed',
    about: "Sendpass's own identity in Entra: managed, workload, certificate, or secret (last resort)",
  },
  {
    key: 'IDENTITY_CLIENT_ID',
    secret: false,
    example: '',
    about: 'Its client id (for managed: of the user-assigned identity)',
  },
  {
    key: 'IDENTITY_CERTIFICATE_PATH',
    secret: false,
    example: '',
    about: 'PEM with certificate and key, only for IDENTITY_KIND=certificate',
  },
  {
    key: 'IDENTITY_TOKEN_FILE',
    secret: false,
    example: '',
    about: 'Federated token file, only for IDENTITY_KIND=workload',
  },
  { key: 'IDENTITY_CLIENT_SECRET', secret: true, example: '', about: 'Only for IDENTITY_KIND=secret' },
  { key: 'SUBSCRIPTION_ID', secret: false, example: '', about: 'Azure subscription of the ACS resources' },
  {
    key: 'ACS_RESOURCE_IDS',
    secret: false,
    example: '',
    about:
      'ARM ids of the Communication Services resources senders may use, comma separated; the domain picks the resource; leave out with Exchange Online only',
  },
  {
    key: 'SMTP_ROLE_DEFINITION_ID',
    secret: false,
    example: '',
    about: 'GUID of the custom role "SMTP sender" that was made once by an administrator',
  },
  { key: 'KEY_VAULT_URL', secret: false, example: '', about: 'https://NAME.vault.azure.net' },
  {
    key: 'PUBLIC_URL',
    secret: false,
    example: '',
    about:
      'https address people’s browsers reach this bot at; with SIGN_IN_CLIENT_ID, needed to link Slack accounts and for step-up by signing in',
  },
  {
    key: 'SIGN_IN_CLIENT_ID',
    secret: false,
    example: '',
    about:
      'Client id of a registration of its own that people sign in to (redirect URI PUBLIC_URL/sign-in/callback); never the bot’s',
  },
  { key: 'SIGN_IN_CLIENT_SECRET', secret: true, example: '', about: 'Client secret of that registration' },
  {
    key: 'POLICY_FILE',
    secret: false,
    example: 'policy.json',
    about: 'Who approves, which domains, how long; see policy.example.json',
  },
  {
    key: 'DATABASE_URL',
    secret: true,
    example: '',
    about: 'postgres://… for production; leave out for the embedded database',
  },
  {
    key: 'DATABASE_AUTH',
    secret: false,
    example: 'password',
    about:
      'password (the one in DATABASE_URL), or entra: a token of Sendpass’s own identity, for Azure Database for PostgreSQL',
  },
  {
    key: 'DATA_DIR',
    secret: false,
    example: 'data',
    about: 'Folder of the embedded database, used by one process only',
  },
  {
    key: 'SLACK_BOT_TOKEN',
    secret: true,
    example: '',
    about: 'Bot token of the Slack app (xoxb-…); leave all SLACK_… out to work without Slack',
  },
  {
    key: 'SLACK_SIGNING_SECRET',
    secret: true,
    example: '',
    about: 'Signing secret of the Slack app; its request URL is /slack/events. Not needed with SLACK_APP_TOKEN',
  },
  {
    key: 'SLACK_APP_TOKEN',
    secret: true,
    example: '',
    about: 'App-level token (xapp-…, connections:write): Slack is reached by Socket Mode instead of a public address',
  },
  {
    key: 'SLACK_TEAM_ID',
    secret: false,
    example: '',
    about: 'Id of the one workspace whose members may use Sendpass (T…)',
  },
  {
    key: 'SLACK_SSO_MANAGED',
    secret: false,
    example: 'false',
    about:
      'true only where every account of the workspace signs in through your Entra tenant: then people are known by e-mail',
  },
  { key: 'HOST', secret: false, example: '0.0.0.0', about: 'Address to listen on' },
  { key: 'PORT', secret: false, example: '3978', about: 'Port to listen on; the bot endpoint is /api/messages' },
  { key: 'LOG_LEVEL', secret: false, example: 'info', about: 'trace, debug, info, warn or error' },
] as const satisfies readonly Variable[];

export type VariableKey = (typeof variables)[number]['key'];
