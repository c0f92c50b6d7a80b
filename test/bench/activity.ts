import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { Json, SandboxProcess } from '../support/sandbox.ts';

/** A person's typed line as Teams sends it, signed, for posting past the sandbox: its own time must not be measured. */
export type Line = { body: Json; token: string };

/** Lets the owner say `text` to whoever listens (or nobody), and takes what was put on the wire. */
export async function lineOf(sandbox: SandboxProcess, text: string): Promise<Line> {
  await sandbox.message({ from: 'owner', text });
  const said = (await sandbox.requests()).findLast(
    (each) =>
      each['neighbour'] === 'bot' && each['requestBody']?.type === 'message' && each['requestBody']?.text === text,
  );
  if (!said) throw new Error('the sandbox delivered nothing');
  const { token } = await sandbox.control('GET', '/_sandbox/chat/teams/token');
  return { body: said['requestBody'] as Json, token: String(token) };
}

const agent = new Agent({ keepAlive: true });

/** Posts the line as a new message; milliseconds until the answer was complete. Throws when it is not acknowledged. */
export function post(port: number, { body, token }: Line): Promise<number> {
  const id = String(Date.now()) + randomUUID().slice(0, 8);
  const text = JSON.stringify({ ...body, id });
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(text)),
    authorization: `Bearer ${token}`,
  };
  return new Promise((done, fail) => {
    const started = performance.now();
    const sent = request(
      { host: '127.0.0.1', port, path: '/api/messages', method: 'POST', agent, headers },
      (reply) => {
        reply.resume();
        reply.once('end', () => {
          const { statusCode = 0 } = reply;
          if (statusCode < 300) done(performance.now() - started);
          else fail(new Error(`a message was answered ${statusCode}`));
        });
      },
    );
    sent.once('error', fail);
    sent.end(text);
  });
}
