// A small bot on the vendor's own SDK, to try the sandbox's Teams and the console with: asks, decides, reveals, without any cloud behind it.
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { ConfidentialClientApplication } from '@azure/msal-node';
import {
  ActivityHandler,
  CardFactory,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type Activity,
  type ConversationReference,
  MessageFactory,
  TeamsInfo,
  TurnContext,
} from 'botbuilder';
import restify from 'restify';
import { askCard, decideCard, formCard, progressCard, revealCard, taskOf, type Ask, type Json } from './fake-cards.ts';

export type FakeBot = {
  url: string;
  /** All activities taken, in order, as they came. */
  heard: Activity[];
  adapter: CloudAdapter;
  appId: string;
  tenantId: string;
  serviceUrl: string;
  /** Runs with a turn context of a conversation the bot knows. */
  inConversation: (conversationId: string, run: (context: TurnContext) => Promise<void>) => Promise<void>;
  /** Opens the 1:1 chat with an Entra object id; gives its conversation id. */
  openPersonal: (objectId: string) => Promise<string>;
  close: () => Promise<void>;
};

type Cloud = { botFramework: Record<string, string> & { serviceUrls: string[] }; ca: string };

/** Starts the bot against the sandbox at `controlUrl` and tells the sandbox where it is. */
export async function startFakeBot(controlUrl: string): Promise<FakeBot> {
  const cloud = (await (await fetch(`${controlUrl}/_sandbox/cloud`)).json()) as Cloud;
  const env = readEnv(await (await fetch(`${controlUrl}/_sandbox/env`)).text());
  setDefaultCACertificates([...getCACertificates('default'), cloud.ca]);
  const serviceUrl = cloud.botFramework.serviceUrls[0]!;
  const identity = { appId: env['BOT_APP_ID']!, secret: env['BOT_APP_SECRET']!, tenantId: env['TENANT_ID']! };
  const adapter = makeAdapter(cloud, identity);
  const heard: Activity[] = [];
  const handler = makeHandler(adapter, identity.appId);
  const server = restify.createServer();
  server.post(
    '/api/messages',
    restify.plugins.bodyReader({ maxBodySize: 300_000 }),
    restify.plugins.jsonBodyParser({ mapParams: false }),
    async (request: restify.Request, response: restify.Response) => {
      // A copy: the SDK takes the mention out of the activity it is given.
      heard.push(structuredClone(request.body) as Activity);
      await adapter.process(request as never, response, (context) => handler.run(context));
    },
  );
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${server.address().port}/api/messages`;
  await fetch(`${controlUrl}/_sandbox/bot`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url }),
  });
  const reference = (id: string) =>
    ({
      channelId: 'msteams',
      serviceUrl,
      bot: { id: `28:${identity.appId}` },
      conversation: { id },
    }) as ConversationReference;
  return {
    url,
    heard,
    adapter,
    appId: identity.appId,
    tenantId: identity.tenantId,
    serviceUrl,
    inConversation: (id, run) => adapter.continueConversationAsync(identity.appId, reference(id), run),
    openPersonal: (objectId) => openPersonal(adapter, identity, serviceUrl, objectId),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

type Identity = { appId: string; secret: string; tenantId: string };

function makeAdapter({ botFramework }: Cloud, { appId, secret, tenantId }: Identity): CloudAdapter {
  const authority = botFramework['loginUrl']!;
  const msal = new ConfidentialClientApplication({
    auth: { clientId: appId, clientSecret: secret, authority, knownAuthorities: [new URL(authority).host] },
  });
  const credentials = {
    isValidAppId: async (id: string) => id === appId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => ({
      signRequest: async (request: { headers: { set: (name: string, value: string) => void } }) => {
        const token = await msal.acquireTokenByClientCredential({ scopes: [botFramework['scope']!] });
        request.headers.set('authorization', `Bearer ${token?.accessToken}`);
        return request;
      },
    }),
  };
  return new CloudAdapter(
    new ConfigurationBotFrameworkAuthentication(
      {
        MicrosoftAppId: appId,
        MicrosoftAppTenantId: tenantId,
        ToChannelFromBotLoginUrl: authority,
        ToChannelFromBotOAuthScope: 'https://api.botframework.com',
        ToBotFromChannelTokenIssuer: botFramework['tokenIssuer']!,
        ToBotFromChannelOpenIdMetadataUrl: botFramework['openIdMetadataUrl']!,
        ToBotFromEmulatorOpenIdMetadataUrl: botFramework['emulatorOpenIdMetadataUrl']!,
        OAuthUrl: 'https://api.botframework.com/',
        ValidateAuthority: false,
      },
      credentials as never,
    ),
  );
}

async function openPersonal(
  adapter: CloudAdapter,
  { appId, tenantId }: Identity,
  serviceUrl: string,
  objectId: string,
) {
  let id = '';
  const bot = { id: `28:${appId}`, name: 'Sendpass' };
  const wish = {
    isGroup: false,
    bot,
    members: [{ id: objectId }],
    tenantId,
    channelData: { tenant: { id: tenantId } },
  };
  await adapter.createConversationAsync(appId, 'msteams', serviceUrl, null as never, wish as never, async (context) => {
    id = context.activity.conversation.id;
  });
  return id;
}

type Matter = { ask: Ask; owner: Partial<ConversationReference>; ownerCard: string; decideCard: string };

/** The job in small: `request` → form → decision in the channel → reveal. */
function makeHandler(adapter: CloudAdapter, appId: string): ActivityHandler {
  let channel: Partial<ConversationReference> | undefined;
  const matters = new Map<string, Matter>();
  const post = async (reference: Partial<ConversationReference>, card: Json, replace?: string): Promise<string> => {
    let id = '';
    await adapter.continueConversationAsync(appId, reference, async (context) => {
      const message = MessageFactory.attachment(CardFactory.adaptiveCard(card));
      if (replace === undefined) id = (await context.sendActivity(message))?.id ?? '';
      else await context.updateActivity({ ...message, id: replace });
    });
    return id;
  };

  async function onMessage(context: TurnContext): Promise<void> {
    const text = TurnContext.removeRecipientMention(context.activity)?.trim() ?? context.activity.text?.trim() ?? '';
    const { conversation } = context.activity;
    if (text === 'approvals here') {
      const reference = TurnContext.getConversationReference(context.activity);
      channel = { ...reference, conversation: { ...conversation, id: conversation.id.split(';')[0]! } };
      await context.sendActivity('Requests are decided here from now on.');
    } else if (text === 'request') {
      await context.sendActivity(MessageFactory.attachment(CardFactory.adaptiveCard(askCard())));
    } else if (text === 'members') {
      const members = await TeamsInfo.getMembers(context);
      await context.sendActivity(members.map((each) => `${each.name} ${each.aadObjectId}`).join('; '));
    } else await context.sendActivity(`You said: ${text}`);
  }

  async function onFetch(data: Json): Promise<Json> {
    const matter = matters.get(String(data['matter']));
    if (data['action'] === 'reveal' && matter)
      return taskOf(`Credentials for ${matter.ask.name}`, revealCard(matter.ask), 'medium');
    return taskOf('Ask for mail credentials', formCard({}));
  }

  async function onSubmit(context: TurnContext, data: Json): Promise<Json> {
    const ask = { name: String(data['appName']), local: String(data['localPart']), by: context.activity.from.name };
    if (ask.local === 'finance-director') {
      return taskOf('Ask for mail credentials', formCard(data, 'This address belongs to a person in your directory.'));
    }
    const id = String(matters.size + 1);
    const owner = TurnContext.getConversationReference(context.activity);
    const matter: Matter = { ask, owner, ownerCard: '', decideCard: '' };
    matters.set(id, matter);
    matter.ownerCard = await post(owner, progressCard(ask, 'waiting', id));
    if (channel !== undefined) matter.decideCard = await post(channel, decideCard(ask, id));
    return { task: { type: 'message', value: 'Sent to the approvers.' } };
  }

  async function onExecute(context: TurnContext, action: { verb: string; data: Json }): Promise<Json> {
    const matter = matters.get(String(action.data['matter']));
    const { name } = context.activity.from;
    if (matter === undefined) return message('That is gone.');
    if (name === matter.ask.by) return message('That cannot be decided here: you asked for it yourself.');
    await post(channel!, decideCard(matter.ask, null, name), matter.decideCard);
    await post(matter.owner, progressCard(matter.ask, 'ready', String(action.data['matter'])), matter.ownerCard);
    return {
      statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive',
      value: decideCard(matter.ask, null, name),
    };
  }

  const handler = new ActivityHandler();
  handler.onMessage(async (context, next) => {
    await onMessage(context);
    await next();
  });
  const answer = (context: TurnContext, body: Json) =>
    context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
  handler.onUnrecognizedActivityType(async (_, next) => next());
  const run = handler.run.bind(handler);
  handler.run = async (context) => {
    const { type, name, value } = context.activity;
    if (type !== 'invoke') return run(context);
    if (name === 'task/fetch') await answer(context, await onFetch(value.data));
    else if (name === 'task/submit') await answer(context, await onSubmit(context, value.data));
    else await answer(context, await onExecute(context, value.action));
  };
  return handler;
}

const message = (value: string): Json => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.activity.message',
  value,
});

function readEnv(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );
}
