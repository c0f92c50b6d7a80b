import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Context } from './context.ts';
import { writeFiles } from './control/environment.ts';
import { coreControlRoutes } from './control/routes.ts';
import { startDns } from './dns/server.ts';
import { startExchangeSmtp } from './exchange/smtp.ts';
import { makeContext } from './make-context.ts';
import { chatRoutes, DNS_PORT, EXCHANGE_SMTP_PORT, PLACES, SMTP_PORT, stateParts } from './neighbours.ts';
import { listen, serveControl, serveNeighbour } from './server.ts';
import { startSmtp } from './smtp/server.ts';
import { makeCertificates } from './tls.ts';

export type SandboxOptions = {
  /** Control API and console; 0: this and every other port is any free one. Default 4400. */
  port?: number;
  /** Neighbours on free ports although the control port is fixed. */
  randomPorts?: boolean;
  botUrl?: string;
  /** Folder for cloud.json and policy.json. */
  dir?: string;
  seed?: number;
};

export type Sandbox = { controlUrl: string; close: () => Promise<void> };

/** Starts every neighbour on loopback and writes cloud.json and policy.json. Throws when a port is taken, with nothing left open. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 4400, botUrl = 'http://127.0.0.1:3978/api/messages', seed = 1 } = options;
  const random = options.randomPorts === true || port === 0;
  const smtpPort = random ? 0 : SMTP_PORT;
  const context = makeContext({ seed, dir: options.dir ?? '', botUrl, smtpPort, tls: await makeCertificates() });
  try {
    await openNeighbours(context, random);
    const routes = [...coreControlRoutes(stateParts), ...chatRoutes];
    const control = await listen({ port, tls: undefined }, (base) => serveControl(context, routes, base));
    context.onClose(control.close);
    context.world.endpoints.control = control.base;
    context.dir = resolve(options.dir ?? join(tmpdir(), `sendpass-sandbox-${new URL(control.base).port}`));
    writeFiles(context);
    return { controlUrl: control.base, close: context.close };
  } catch (error) {
    await context.close();
    throw error;
  }
}

async function openNeighbours(context: Context, random: boolean): Promise<void> {
  const { world, tls } = context;
  for (const { name, endpoint, port, routes, attach } of PLACES) {
    const options = { port: random ? 0 : port, tls };
    const listener = await listen(options, (base) => serveNeighbour(context, { name, routes }, base));
    context.onClose(listener.close);
    world.endpoints[endpoint] = listener.base;
    attach?.(context, listener.server);
  }
  world.endpoints.smtpPort = (await startSmtp(context)).port;
  world.endpoints.dnsPort = (await startDns(context, random ? 0 : DNS_PORT)).port;
  world.endpoints.exchangeSmtpPort = (await startExchangeSmtp(context, random ? 0 : EXCHANGE_SMTP_PORT)).port;
}
