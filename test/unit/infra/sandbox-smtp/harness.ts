// The imitated ACS SMTP host with senders made by hand, and nodemailer as the client.
import { once } from 'node:events';
import net from 'node:net';
import { createTransport } from 'nodemailer';
import { startSmtp } from '../../../../infra/sandbox/smtp/server.ts';
import type { Application, World } from '../../../../infra/sandbox/world.ts';
import { acsScope, addPrincipal, definitionId, startContext } from '../sandbox-arm/harness.ts';

export async function startMail() {
  const { context, world, advance } = await startContext();
  world.tier = 'raised';
  world.senderUsernames.push({ name: 'invoices', username: 'invoices', domain: 'mail.contoso.com', displayName: null });
  const smtp = await startSmtp(context);
  const transport = (user: string, pass: string, extra: object = {}) =>
    createTransport({
      host: 'localhost',
      port: smtp.port,
      requireTLS: true,
      forceAuth: true,
      tls: { ca: context.tls.ca, minVersion: 'TLSv1.2' },
      auth: { user, pass },
      ...extra,
    });
  const logIn = (user: string, pass: string, extra: object = {}) => transport(user, pass, extra).verify();
  return { context, world, advance, port: smtp.port, close: () => context.close(), transport, logIn };
}

export type Sender = { user: string; secret: string; application: Application; principalId: string };

/** An application with secret, principal and role, all visible: as provisioning leaves it. */
export function addSender(world: World): Sender {
  const principal = addPrincipal(world, 0);
  const secret = `abc~${crypto.randomUUID()}`;
  const template = world.applications[0]!;
  const password = { ...template.passwords[0]!, keyId: crypto.randomUUID(), secretText: secret };
  const application = { ...template, id: crypto.randomUUID(), appId: principal.appId, passwords: [password] };
  world.applications.push(application);
  const name = crypto.randomUUID();
  world.assignments.push({
    id: name,
    name,
    scope: `/${acsScope(world)}`,
    roleDefinitionId: definitionId(world, world.roleDefinitionId),
    principalId: principal.id,
    principalType: 'ServicePrincipal',
    createdOn: new Date(world.now()).toISOString(),
    visibleAt: 0,
  });
  const user = `acs-prod|${principal.appId}|${world.tenantId}`;
  return { user, secret, application, principalId: principal.id };
}

/** Types lines at the server as they are, before TLS; gives back the replies, one string per line typed. */
export async function typeLines(port: number, lines: string[]): Promise<string[]> {
  const socket = net.connect(port, '127.0.0.1');
  const replies: string[] = [];
  try {
    await readReply(socket);
    for (const line of lines) {
      socket.write(`${line}\r\n`);
      replies.push(await readReply(socket));
    }
  } finally {
    socket.destroy();
  }
  return replies;
}

/** Up to the line whose code is followed by a blank. */
async function readReply(socket: net.Socket): Promise<string> {
  let text = '';
  while (!/^\d{3}(?: .*)?\r\n$/m.test(text)) text += String((await once(socket, 'data'))[0]);
  return text;
}
