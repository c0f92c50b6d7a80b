// Whatever is sent to a door: an answer of that door or a closed connection, and the sandbox goes on.
import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { expect, test } from 'vitest';
import { boundedLog } from '../../../../infra/sandbox/exchange-log.ts';
import type { Exchange } from '../../../../infra/sandbox/wire.ts';
import { typeLines } from '../sandbox-smtp/harness.ts';
import { hurriedSandbox } from './support.ts';

const use = hurriedSandbox();

/** Sends bytes to a port and gives everything that came back until the other side closed. */
async function say(address: string, bytes: string | Buffer): Promise<string> {
  const { protocol, port } = new URL(address);
  const { ca } = use().sandbox.cloud;
  const socket: Socket =
    protocol === 'https:'
      ? connectTls({ port: Number(port), host: '127.0.0.1', servername: 'localhost', ca })
      : connectTcp(Number(port), '127.0.0.1');
  let text = '';
  socket.on('data', (data: Buffer) => (text += data.toString()));
  // A door that closes while we still speak resets the connection.
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  // Who speaks before the greeting is thrown out at once.
  if (protocol === 'tcp:') await once(socket, 'data');
  socket.end(bytes);
  await closed;
  return text;
}

const request = (target: string, method = 'GET', more = ''): string =>
  `${method} ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${more}\r\n`;
const withBody = (body: string): string =>
  `${request('/v1.0/applications', 'POST', `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n`)}${body}`;

test.each<[string, string]>([
  ['a target that is no path', request('*', 'OPTIONS')],
  ['a whole address for a target', request('http://[::1')],
  ['a path that looks like a host', request('//evil:99999/x')],
  ['percent signs that encode nothing', request('/%zz%00%ff')],
  ['no HTTP', '\u0000\u0001\u0002\r\n\r\n'],
  ['a target longer than any', request(`/${'a'.repeat(100_000)}`)],
  ['a method nobody has', request('/', 'CONNECT')],
  ['chunks that are none', `${request('/', 'POST', 'Transfer-Encoding: chunked\r\n')}zzzz\r\n`],
  ['a bearer that is no token', request('/v1.0/users', 'GET', `Authorization: Bearer ${'a.'.repeat(3000)}\r\n`)],
  ['JSON deeper than a stack', withBody('['.repeat(200_000))],
  ['a prototype for a body', withBody('{"__proto__":{"a":1},"constructor":{"b":2}}')],
  ['a body that breaks off', `${request('/x', 'POST', 'Content-Length: 100\r\n')}{"a"`],
])('HTTP: %s', async (_name, bytes) => {
  const { env, cloud, url } = use().sandbox;
  const doors = [cloud.authorityHost, cloud.graph.endpoint, cloud.arm.endpoint, env['KEY_VAULT_URL']!, url];
  const answers = await Promise.all(doors.map((each) => say(each, bytes)));
  for (const answer of answers) expect(answer.split('\r\n')[0]).toMatch(/^(|HTTP\/1\.1 4\d\d .*)$/);
  expect((await use().sandbox.control('GET', 'state')).status).toBe(200);
});

test.each<[string, Buffer]>([
  ['a line without an end', Buffer.alloc(2_000_000, 'a')],
  ['NUL bytes', Buffer.alloc(200_000)],
  ['a thousand empty lines', Buffer.from('\r\n'.repeat(1000))],
  ['noise instead of TLS', Buffer.from(`EHLO me\r\nSTARTTLS\r\n${'\u0001'.repeat(1000)}`)],
  ['a log-in sent before TLS was there', Buffer.from('EHLO me\r\nSTARTTLS\r\nAUTH LOGIN\r\n')],
])('SMTP: %s', async (_name, bytes) => {
  const { smtp } = use().sandbox.cloud;
  for (const { port } of [smtp.acs, smtp.exchange]) {
    const answer = await say(`tcp://localhost:${port}`, bytes);
    expect(answer).not.toMatch(/^(235|334|451)/m);
    expect((await typeLines(port, ['EHLO me', 'QUIT'])).at(-1)).toMatch(/^221 /);
  }
});

test('the log of exchanges is bounded: the oldest go, the newest stay', () => {
  const made = (at: number): Exchange => ({
    at: String(at),
    neighbour: 'graph',
    method: 'GET',
    url: '',
    requestHeaders: { 'content-length': '8500' },
    requestBody: null,
    status: 200,
    responseHeaders: {},
    responseBody: null,
  });
  const log = { exchanges: [] as Exchange[], timings: [] as { exchange: Exchange; latencyMs: number }[] };
  const keep = boundedLog(log, 10_000 * 1500);
  for (let at = 0; at < 5000; at += 1) {
    const exchange = made(at);
    keep(exchange);
    log.timings.push({ exchange, latencyMs: 1 });
    expect(log.exchanges.length).toBeLessThanOrEqual(1500);
  }
  expect(log.exchanges.at(-1)?.at).toBe('4999');
  expect(log.timings.length).toBe(log.exchanges.length);
});
