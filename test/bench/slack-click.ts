import { createHmac, randomUUID } from 'node:crypto';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json, SandboxProcess } from '../support/sandbox.ts';
import { chooseSlackChannel, slackCard, slackPress, slackRequest } from '../support/slack-play.ts';
import { atEnd } from './at-end.ts';

/** A press as Slack sends it, to be signed and posted past the sandbox: its own time must not be measured. */
export type Click = { payload: Json; secret: string };

/** Takes what is said to response URLs: the sandbox gives one for each press of its own, good for five lines. */
export async function startSink(): Promise<string> {
  const sink = createServer((asked, answer) => {
    asked.resume();
    asked.once('end', () => answer.end('ok'));
  });
  await new Promise<void>((done) => void sink.listen(0, '127.0.0.1', done));
  atEnd(() => sink.close());
  return `http://127.0.0.1:${(sink.address() as AddressInfo).port}/`;
}

/** The approver asks in Slack and presses Approve on her own request: what was put on the wire. */
export async function clickOf(sandbox: SandboxProcess, responseUrl: string): Promise<Click> {
  await chooseSlackChannel(sandbox);
  await slackRequest(sandbox, {}, 'approver');
  const card = await slackCard(sandbox, 'approvals', { button: 'Approve', says: /Billing wants to send/ });
  await slackPress(sandbox, 'approver', card, 'Approve');
  const pressed = (await sandbox.requests()).findLast(
    (each) => each['neighbour'] === 'bot' && each['requestBody']?.type === 'block_actions',
  );
  if (!pressed) throw new Error('the sandbox delivered no press');
  const { SLACK_SIGNING_SECRET: secret = '' } = await sandbox.env();
  return { payload: { ...(pressed['requestBody'] as Json), response_url: responseUrl }, secret };
}

const agent = new Agent({ keepAlive: true });

/** Posts it as a new press, signed now; milliseconds until the answer was complete. Throws when it is not acknowledged. */
export function postClick(port: number, { payload, secret }: Click): Promise<number> {
  const fresh = JSON.stringify({ ...payload, trigger_id: `${Date.now()}.${randomUUID()}` });
  const body = new URLSearchParams({ payload: fresh }).toString();
  const at = String(Math.floor(Date.now() / 1000));
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(Buffer.byteLength(body)),
    'x-slack-request-timestamp': at,
    'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex')}`,
  };
  return new Promise((done, fail) => {
    const started = performance.now();
    const sent = request(
      { host: '127.0.0.1', port, path: '/slack/events', method: 'POST', agent, headers },
      (reply) => {
        reply.resume();
        reply.once('end', () => {
          const { statusCode = 0 } = reply;
          if (statusCode < 300) done(performance.now() - started);
          else fail(new Error(`a press was answered ${statusCode}`));
        });
      },
    );
    sent.once('error', fail);
    sent.end(body);
  });
}
