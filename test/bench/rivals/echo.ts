// Rival of start, rss and ack-teams: the vendor's quick start (botbuilder-samples, 02.echo-bot) on the same botbuilder and restify, pointed
// at the sandbox by the SDK's own settings. It leaves out what Sendpass does besides: it has no store, recognises no repeated delivery, asks
// nobody who the actor is, takes tokens of any tenant, limits no body, and what it accepted is lost with its process.
// With --no-reply it checks the token and answers 200 without replying.
import { createRequire } from 'node:module';
import { ActivityHandler, CloudAdapter, ConfigurationBotFrameworkAuthentication, MessageFactory } from 'botbuilder';
import restify from 'restify';

const env = (name: string): string => process.env[name] ?? '';

// From botbuilder's own packages, the msal included that it loads anyway: with settings alone that would ask the public cloud about the sandbox.
const connector = createRequire(createRequire(import.meta.url).resolve('botbuilder')).resolve('botframework-connector');
const { MsalServiceClientCredentialsFactory } = createRequire(import.meta.url)(connector);
const { ConfidentialClientApplication } = createRequire(connector)('@azure/msal-node');
const authority = env('LOGIN_URL');
const msal = new ConfidentialClientApplication({
  auth: {
    clientId: env('BOT_APP_ID'),
    clientSecret: env('BOT_APP_SECRET'),
    authority,
    knownAuthorities: [new URL(authority).host],
  },
});
const settings = {
  MicrosoftAppId: env('BOT_APP_ID'),
  MicrosoftAppTenantId: env('TENANT_ID'),
  ToChannelFromBotLoginUrl: authority,
  ToChannelFromBotOAuthScope: 'https://api.botframework.com',
  ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
  ToBotFromChannelOpenIdMetadataUrl: env('OPENID_URL'),
  ToBotFromEmulatorOpenIdMetadataUrl: env('OPENID_URL'),
  OAuthUrl: 'https://api.botframework.com/',
  ValidateAuthority: false,
};
const credentials = new MsalServiceClientCredentialsFactory(env('BOT_APP_ID'), msal);
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(settings, credentials));

const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  const text = `Echo: ${context.activity.text}`;
  if (!process.argv.includes('--no-reply')) await context.sendActivity(MessageFactory.text(text, text));
  await next();
});

const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (request, response) => {
  await adapter.process(request as never, response as never, (context) => bot.run(context));
});
server.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
