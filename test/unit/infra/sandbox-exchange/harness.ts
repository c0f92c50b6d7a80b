// The imitated SMTP end of Exchange Online with applications registered by hand, nodemailer or bare lines as the client.
import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';
import { createTransport } from 'nodemailer';
import { startExchangeSmtp } from '../../../../infra/sandbox/exchange/smtp.ts';
import { issueToken } from '../../../../infra/sandbox/tokens.ts';
import type { World } from '../../../../infra/sandbox/world.ts';
import { startContext } from '../sandbox-arm/harness.ts';

export const MAILBOX = 'invoices@contoso.com';
export const OUTSIDE = 'outside@contoso.com';

export async function startExchange() {
  const { context, world, advance } = await startContext();
  const smtp = await startExchangeSmtp(context, 0);
  world.exchange.smtpClientAuthenticationDisabled = false;
  const transport = (user: string, accessToken: string, extra: object = {}) =>
    createTransport({
      host: 'localhost',
      port: smtp.port,
      requireTLS: true,
      forceAuth: true,
      tls: { ca: context.tls.ca, minVersion: 'TLSv1.2' },
      auth: { type: 'OAuth2', user, accessToken },
      ...extra,
    });
  const logIn = (user: string, token: string, extra: object = {}) => transport(user, token, extra).verify();
  const lastReason = (): string | undefined => world.smtpRefusals.at(-1)?.reason;
  return { context, world, advance, port: smtp.port, close: () => context.close(), transport, logIn, lastReason };
}

export type App = { appId: string; objectId: string };

/** Registered, and allowed one mailbox by App RBAC: as the administrator's script leaves it. */
export function allowScoped(world: World, mailbox = MAILBOX): App {
  const app = { appId: crypto.randomUUID(), objectId: crypto.randomUUID() };
  const { exchange } = world;
  exchange.servicePrincipals.push({ ...app, displayName: 'sender', visibleAt: 0 });
  exchange.scopes.push({ name: 'scope', recipientFilter: `PrimarySmtpAddress -eq '${mailbox}'` });
  exchange.roleAssignments.push({
    name: 'assignment',
    role: 'Application SMTP.SendAsApp',
    app: app.objectId,
    customResourceScope: 'scope',
    visibleAt: 0,
  });
  return app;
}

/** Registered, and allowed one mailbox the classic way; its token needs the role `SMTP.SendAsApp`. */
export function allowClassic(world: World, mailbox = MAILBOX): App {
  const app = { appId: crypto.randomUUID(), objectId: crypto.randomUUID() };
  world.exchange.servicePrincipals.push({ ...app, displayName: 'sender', visibleAt: 0 });
  world.exchange.permissions.push({ mailbox, user: app.objectId, right: 'FullAccess', visibleAt: 0 });
  return app;
}

export const tokenFor = (world: World, app: App, extra: { aud?: string; roles?: string[] } = {}): Promise<string> =>
  issueToken(world, { aud: 'https://outlook.office365.com', appId: app.appId, oid: app.objectId, ...extra });

export const sasl = (user: string, token: string): string =>
  Buffer.from(`user=${user}\u0001auth=Bearer ${token}\u0001\u0001`).toString('base64');

/** Types lines inside TLS; one reply per line. */
export async function typeInTls(port: number, ca: string, lines: string[]): Promise<string[]> {
  const plain = net.connect(port, '127.0.0.1');
  await readReply(plain);
  for (const line of ['EHLO me', 'STARTTLS']) {
    plain.write(`${line}\r\n`);
    await readReply(plain);
  }
  const socket = tls.connect({ socket: plain, ca, servername: 'localhost' });
  try {
    await once(socket, 'secureConnect');
    const replies: string[] = [];
    for (const line of lines) {
      socket.write(`${line}\r\n`);
      replies.push(await readReply(socket));
    }
    return replies;
  } finally {
    socket.destroy();
  }
}

async function readReply(socket: net.Socket): Promise<string> {
  let text = '';
  while (!/^\d{3}(?: .*)?\r\n$/m.test(text)) text += String((await once(socket, 'data'))[0]);
  return text;
}
