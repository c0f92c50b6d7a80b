// A small Slack app on the vendor's own SDK, to try the console with: asks in a modal, decides in the channel, reveals in a modal, has a Home.
import { App, HTTPReceiver, LogLevel, type BlockAction } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';

export type FakeSlackBot = { app: App; close: () => Promise<void> };

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const md = (text: string) => ({ type: 'mrkdwn' as const, text });
const quiet = {
  ...Object.fromEntries(['debug', 'info', 'warn', 'error', 'setName', 'setLevel'].map((name) => [name, () => {}])),
  getLevel: () => LogLevel.ERROR,
} as never;

/** Starts it against the sandbox at `controlUrl`, whose CA this process trusts already, and tells the sandbox where it is. */
export async function startFakeSlackBot(controlUrl: string): Promise<FakeSlackBot> {
  const { slack } = (await (await fetch(`${controlUrl}/_sandbox/cloud`)).json()) as { slack: { api: string } };
  const env = await (await fetch(`${controlUrl}/_sandbox/env`)).text();
  const read = (name: string): string => new RegExp(`^${name}=(.*)$`, 'm').exec(env)?.[1] ?? '';
  const receiver = new HTTPReceiver({
    signingSecret: read('SLACK_SIGNING_SECRET'),
    endpoints: ['/slack/events'],
    logger: quiet,
  });
  const clientOptions = { slackApiUrl: slack.api };
  const app = new App({ token: read('SLACK_BOT_TOKEN'), clientOptions, receiver, logger: quiet });
  const state = (await (await fetch(`${controlUrl}/_sandbox/state`)).json()) as {
    slack: { channels: { id: string; conversationId: string }[] };
  };
  serve(app, state.slack.channels.find((each) => each.id === 'approvals')?.conversationId ?? '');
  const server = (await app.start(0)) as { address: () => { port: number }; closeAllConnections: () => void };
  await fetch(`${controlUrl}/_sandbox/bot`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url: `http://127.0.0.1:${server.address().port}/api/messages` }),
  });
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await app.stop();
  };
  return { app, close };
}

function serve(app: App, approvals: string): void {
  app.command('/sendpass', async ({ command, ack, client }) => {
    if (command.text !== 'request') {
      await ack(`You said: ${command.text}`);
      return;
    }
    await ack();
    const { view } = await client.views.open({ trigger_id: command.trigger_id, view: loading });
    await client.views.update({ view_id: view!.id!, view: form });
  });
  app.message(/.*/, async ({ message, say }) => {
    await say(`You said: ${'text' in message ? (message.text ?? '') : ''}`);
  });
  app.view('request', async ({ ack, view, client, body }) => {
    const value = (id: string): string => view.state.values[id]?.['value']?.value ?? '';
    if (value('address') === 'finance-director') {
      await ack({ response_action: 'errors', errors: { address: 'That address belongs to a person.' } });
      return;
    }
    await ack();
    const blocks = decideBlocks(value('name'), body.user.id, value('address'));
    await client.chat.postMessage({ channel: approvals, text: `${value('name')} wants to send mail`, blocks });
  });
  app.action<BlockAction>('approve', async ({ ack, body, client }) => {
    await ack();
    const { ts = '', blocks = [] } = body.message as { ts?: string; blocks?: KnownBlock[] };
    const channel = body.channel?.id ?? '';
    const asker = /<@(U\w+)>/.exec(JSON.stringify(blocks))?.[1];
    if (asker === body.user.id) {
      await client.chat.postEphemeral({ channel, user: body.user.id, text: '⛔ You asked for it yourself.' });
      return;
    }
    const outcome = { type: 'context' as const, elements: [md(`✅ *Approved* by <@${body.user.id}>`)] };
    const kept = blocks.filter((each) => each.type !== 'actions');
    await client.chat.update({ channel, ts, text: 'Approved', blocks: [...kept, outcome] });
    const ready = [
      { type: 'section' as const, text: md('*Billing* can send mail now.') },
      {
        type: 'actions' as const,
        elements: [{ type: 'button' as const, action_id: 'reveal', text: plain('Show credentials') }],
      },
    ];
    await client.chat.postMessage({ channel: asker ?? '', text: 'Billing can send mail now', blocks: ready });
  });
  app.action('deny', async ({ ack }) => ack());
  app.action<BlockAction>('reveal', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: credentials });
  });
  app.view('credentials', async ({ ack }) => ack());
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab === 'home') await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: home } });
  });
  app.action<BlockAction>('again', async ({ ack, body, client }) => {
    await ack();
    const blocks = [...home, { type: 'context' as const, elements: [md('Looked again just now.')] }];
    await client.views.publish({ user_id: body.user.id, view: { type: 'home', blocks } });
  });
}

const loading: ModalView = {
  type: 'modal',
  callback_id: 'request',
  title: plain('New sender'),
  blocks: [{ type: 'section', text: md('One moment…') }],
};

const text = (id: string, label: string, more: object = {}): KnownBlock => ({
  type: 'input',
  block_id: id,
  label: plain(label),
  element: { type: 'plain_text_input', action_id: 'value' },
  ...more,
});

const form: ModalView = {
  ...loading,
  submit: plain('Send request'),
  close: plain('Cancel'),
  blocks: [
    { type: 'section', text: md('Ask for mail credentials. *IT decides*, usually the same day.') },
    text('name', 'Application', { hint: plain('As people call it') }),
    text('address', 'Sender address'),
    {
      type: 'input',
      block_id: 'client',
      label: plain('Client'),
      element: {
        type: 'static_select',
        action_id: 'value',
        placeholder: plain('What sends?'),
        initial_option: { text: plain('PHP'), value: 'php' },
        options: ['PHP', 'Printer', '.NET'].map((name) => ({ text: plain(name), value: name.toLowerCase() })),
      },
    },
    {
      type: 'input',
      block_id: 'to',
      label: plain('Recipients'),
      optional: true,
      element: {
        type: 'radio_buttons',
        action_id: 'value',
        options: ['Inside', 'Outside'].map((name) => ({ text: plain(name), value: name.toLowerCase() })),
      },
    },
    text('why', 'What does it send, and why?', {
      optional: true,
      element: { type: 'plain_text_input', action_id: 'value', multiline: true },
    }),
  ],
};

const decideBlocks = (name: string, asker: string, address: string): KnownBlock[] => [
  { type: 'header', text: plain(`${name} wants to send mail`) },
  { type: 'section', text: md(`<@${asker}> asks for *${name}*. Until <!date^1795000000^{date_short_pretty}|later>.`) },
  {
    type: 'section',
    fields: [md(`*Sends as*\n${address}@mail.contoso.com`), md('*Relay*\nACS Email'), md('*Status*\n⏳ waits')],
  },
  { type: 'section', text: md('> It changes:\n• one application\n• one role\n`Microsoft.Communication/…/write`') },
  { type: 'divider' },
  {
    type: 'actions',
    elements: [
      { type: 'button', action_id: 'approve', style: 'primary', text: plain('Approve') },
      {
        type: 'button',
        action_id: 'deny',
        style: 'danger',
        text: plain('Deny'),
        confirm: {
          title: plain('Deny it?'),
          text: plain('The asker is told.'),
          confirm: plain('Deny'),
          deny: plain('Keep'),
        },
      },
    ],
  },
  { type: 'context', elements: [md(`Hostile: <!channel> &lt;b&gt;not bold&lt;/b&gt; ~gone~ _so_ :hourglass: a*b*c`)] },
];

const credentials: ModalView = {
  type: 'modal',
  callback_id: 'credentials',
  title: plain('Credentials'),
  close: plain('Done'),
  blocks: [
    { type: 'section', text: md('*Password*') },
    { type: 'section', text: md('`not_a_real~one`') },
    { type: 'section', text: md('```SMTP_HOST=smtp.azurecomm.net\nSMTP_PORT=587```') },
  ],
};

const home: KnownBlock[] = [
  { type: 'header', text: plain('My senders') },
  { type: 'section', text: md('🟢 *Billing* works until <!date^1795000000^{date_short}|later>') },
  { type: 'actions', elements: [{ type: 'button', action_id: 'again', text: plain('Look again') }] },
];
