// Server-sent events for the console: something happened, look again.
import type { ServerResponse } from 'node:http';
import type { Context } from '../context.ts';
import { slackOf, type SlackEvent } from '../slack/state.ts';
import type { World } from '../world.ts';
import { teamsOf, type ChatEvent } from './state.ts';

const LOOK_MS = 500;

/** Chat events at once; mail and cloud by looking twice a second, because nobody announces those. */
export function streamEvents(context: Context, response: ServerResponse, world: World): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const send = (type: string, data: object): boolean =>
    response.write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
  send('ready', {});
  const onChat = ({ type, ...rest }: ChatEvent): void => {
    send(type, rest);
  };
  // The same short names are on both platforms, so Slack's have its name in front.
  const onSlack = ({ type, conversation, message }: SlackEvent): void => {
    send(type, { conversation: `slack:${conversation}`, message });
  };
  const { listeners } = teamsOf(context);
  const { listeners: slackListeners } = slackOf(context);
  listeners.add(onChat);
  slackListeners.add(onSlack);
  let seen = { mail: world.mail.length, cloud: stamp(world) };
  const timer = setInterval(() => {
    const next = { mail: context.world.mail.length, cloud: stamp(context.world) };
    if (next.mail !== seen.mail) send('mail', { count: next.mail });
    if (next.cloud !== seen.cloud) send('state', {});
    seen = next;
  }, LOOK_MS);
  timer.unref();
  response.on('close', () => {
    clearInterval(timer);
    listeners.delete(onChat);
    slackListeners.delete(onSlack);
  });
}

/** Changes whenever something in the cloud is made, changed or removed. */
function stamp(world: World): string {
  const { applications, principals, assignments, senderUsernames, smtpUsernames, vault, tier } = world;
  const passwords = applications.map(({ passwords, deletedAt }) => [passwords.length, deletedAt]);
  const secrets = vault.map(({ name, versions, deletedAt }) => [name, versions.length, deletedAt]);
  const states = principals.map(({ accountEnabled, deletedAt }) => [accountEnabled, deletedAt]);
  const counts = [assignments.length, senderUsernames.length, smtpUsernames.length];
  const visible = world.acs.map((each) => each.linkedDomains.length);
  return JSON.stringify([passwords, secrets, states, counts, visible, tier]);
}
