// What happens at AUTH and DATA, whatever the service: the log-in is kept, the message goes into the inbox or is refused.
import type { SMTPServerAuthentication, SMTPServerDataStream } from 'smtp-server';
import type { World } from '../world.ts';
import type { Worked } from './crossing.ts';
import { readMessage } from './message.ts';
import { type Reply, tooBig, tooManyRecipients } from './replies.ts';
import type { SmtpService } from './service.ts';

/** One connection. */
export type Client<Who> = { username: string; who: Who | undefined; tooManyRecipients: boolean };

/** Sets `client.who` when the log-in holds. `others` counts the connections that are logged in already. */
export async function authenticate<Who>(
  service: SmtpService<Who>,
  world: World,
  client: Client<Who>,
  auth: SMTPServerAuthentication,
  ask: { at: number; others: () => number },
): Promise<Worked> {
  const { username = '', method } = auth;
  const requestBody = { mechanism: method, username };
  client.username = username;
  const answer = await service.logIn(world, {
    method,
    username,
    password: auth.password ?? '',
    accessToken: auth.accessToken ?? '',
    at: ask.at,
    others: ask.others(),
  });
  if ('reply' in answer) return { reply: answer.reply, requestBody };
  client.who = answer.who;
  // With the application named: a short username, or a mailbox, does not show whose log-in it was.
  const reply = { code: 235, text: '2.7.0 Authentication successful' };
  return { reply, requestBody: { ...requestBody, appId: service.name(answer.who).appId } };
}

/** Reads to the end whatever the size, but keeps no more than the limit. Undefined when the client went away. */
export async function readData(
  stream: SMTPServerDataStream,
  maxBytes: number,
): Promise<{ raw: Buffer; size: number } | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      // The stream is in binary mode: smtp-server never sets an encoding on it.
      const bytes = chunk as Buffer;
      size += bytes.length;
      if (size <= maxBytes) chunks.push(bytes);
    }
  } catch {
    return undefined;
  }
  return { raw: Buffer.concat(chunks), size };
}

/** Puts the message into the inbox or says why not. */
export function accept<Who>(
  service: SmtpService<Who>,
  world: World,
  client: Client<Who> & { who: Who },
  mail: { envelopeFrom: string; to: string[]; raw: Buffer; size: number },
): Worked {
  const { envelopeFrom, to, size } = mail;
  const raw = mail.raw.toString('utf8');
  const { from, subject, messageId, text } = readMessage(raw);
  const requestBody = { from, to, subject, messageId, size };
  const refuse = (): Reply | undefined => {
    if (size > service.maxBytes) return tooBig;
    // A message is taken for all its recipients or not at all.
    if (client.tooManyRecipients) return tooManyRecipients;
    return service.checkMessage(world, client.who, { from, envelopeFrom, to });
  };
  const refusal = refuse();
  if (refusal !== undefined) return { reply: refusal, requestBody };
  const at = new Date(world.now()).toISOString();
  const name = service.name(client.who);
  world.mail.push({ at, from: from[0] ?? envelopeFrom, to, subject, messageId, text, raw, ...name });
  return { reply: { code: 250, text: `2.6.0 ${messageId} Queued mail for delivery` }, requestBody };
}
