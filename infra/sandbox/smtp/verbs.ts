// What ACS checks at AUTH, MAIL and DATA.
import type { SMTPServerAuthentication, SMTPServerDataStream } from 'smtp-server';
import { verifyToken } from '../tokens.ts';
import type { World } from '../world.ts';
import type { Worked } from './crossing.ts';
import { exceededRate, findMailDomain, MAX_BYTES, MAX_CONNECTIONS } from './limits.ts';
import { checkAccessToken, checkPassword, type LoggedIn } from './log-in.ts';
import { readMessage } from './message.ts';
import {
  badSender,
  notAuthenticated,
  type Reply,
  tooBig,
  tooFast,
  tooManyConnections,
  tooManyRecipients,
} from './replies.ts';
import { refuseSender } from './sender.ts';

/** One connection. */
export type Client = { username: string; who: LoggedIn | undefined; tooManyRecipients: boolean };

/** Sets `client.who` when the log-in holds. `others` counts the connections that are logged in already. */
export async function authenticate(
  world: World,
  client: Client,
  auth: SMTPServerAuthentication,
  ask: { at: number; others: number },
): Promise<Worked> {
  const username = auth.username ?? '';
  const requestBody = { mechanism: auth.method, username };
  client.username = username;
  const answer =
    auth.method === 'XOAUTH2'
      ? checkAccessToken(world, username, await verifyToken(world, auth.accessToken ?? ''), ask.at)
      : checkPassword(world, username, auth.password ?? '', ask.at);
  if ('reason' in answer) return { reply: notAuthenticated(answer.reason), requestBody };
  if (ask.others >= MAX_CONNECTIONS) return { reply: tooManyConnections, requestBody };
  client.who = answer.who;
  // With the application named: a short username does not show whose log-in it was.
  const reply = { code: 235, text: '2.7.0 Authentication successful' };
  return { reply, requestBody: { ...requestBody, appId: answer.who.appId } };
}

/** The rule for the envelope sender and for every address of the From header. */
export function checkSender(world: World, who: LoggedIn, address: string): Reply | undefined {
  const reason = refuseSender(world, who.acs, address);
  if (reason !== undefined) return badSender(`${reason}: ${address}`);
  const domain = findMailDomain(world, address);
  const limit = domain === undefined ? undefined : exceededRate(world, domain);
  return limit === undefined ? undefined : tooFast(`rate per ${limit}`);
}

/** Reads to the end whatever the size, but keeps no more than the limit. Undefined when the client went away. */
export async function readData(stream: SMTPServerDataStream): Promise<{ raw: Buffer; size: number } | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      // The stream is in binary mode: smtp-server never sets an encoding on it.
      const bytes = chunk as Buffer;
      size += bytes.length;
      if (size <= MAX_BYTES) chunks.push(bytes);
    }
  } catch {
    return undefined;
  }
  return { raw: Buffer.concat(chunks), size };
}

/** Puts the message into the inbox or says why not. */
export function accept(
  world: World,
  client: Client & { who: LoggedIn },
  mail: { envelopeFrom: string; to: string[]; raw: Buffer; size: number },
): Worked {
  const raw = mail.raw.toString('utf8');
  const message = readMessage(raw);
  const requestBody = {
    from: message.from,
    to: mail.to,
    subject: message.subject,
    messageId: message.messageId,
    size: mail.size,
  };
  const refusal = refuseMessage(world, client, { ...mail, from: message.from });
  if (refusal !== undefined) return { reply: refusal, requestBody };
  world.mail.push({
    at: new Date(world.now()).toISOString(),
    from: message.from[0] ?? mail.envelopeFrom,
    to: mail.to,
    subject: message.subject,
    messageId: message.messageId,
    text: message.text,
    raw,
    appId: client.who.appId,
  });
  return { reply: { code: 250, text: `2.6.0 ${message.messageId} Queued mail for delivery` }, requestBody };
}

function refuseMessage(
  world: World,
  client: Client & { who: LoggedIn },
  mail: { size: number; from: string[] },
): Reply | undefined {
  if (mail.size > MAX_BYTES) return tooBig;
  // ACS takes a message for all its recipients or not at all.
  if (client.tooManyRecipients) return tooManyRecipients;
  if (mail.from.length === 0) return badSender('no From header');
  for (const address of mail.from) {
    const refusal = checkSender(world, client.who, address);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
