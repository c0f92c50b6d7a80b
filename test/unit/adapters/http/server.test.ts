import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { startHttp } from '../../../../adapters/http/server.ts';
import type { HttpServer } from '../../../../adapters/http/server.ts';

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };
let server: HttpServer | undefined;
afterEach(() => server?.close());

async function start(health = async () => ({ ok: true }) as { ok: boolean; why?: string }): Promise<string> {
  server = await startHttp({
    host: '127.0.0.1',
    port: 0,
    logger: silent,
    health,
    graceMs: 50,
    routes: [
      {
        method: 'POST',
        path: '/echo',
        answer: async (exchange) => {
          const read = await exchange.readJson(1000);
          return { status: read.ok ? 200 : read.status, body: read };
        },
      },
      { method: 'POST', path: '/broken', answer: () => Promise.reject(new Error('secret words')) },
    ],
  });
  return `http://127.0.0.1:${server.port}`;
}

const post = (
  url: string,
  body: string | ReadableStream,
  headers: Record<string, string> = { 'content-type': 'application/json' },
) => fetch(url, { method: 'POST', body, headers, duplex: 'half' });

test('readyz says ok, and why not; healthz asks nobody', async () => {
  expect((await fetch(`${await start()}/readyz`)).status).toBe(200);
  await server?.close();
  const url = await start(async () => ({ ok: false, why: 'database' }));
  const bad = await fetch(`${url}/readyz`);
  expect([bad.status, await bad.json()]).toEqual([503, { ok: false, why: 'database' }]);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test('a body is read within its limit only', async () => {
  const url = await start();
  expect((await post(`${url}/echo`, '{"a":1}')).status).toBe(200);
  expect((await post(`${url}/echo`, '{"a":')).status).toBe(400);
  expect((await post(`${url}/echo`, JSON.stringify('x'.repeat(2000)))).status).toBe(413);
  // Chunked: no content-length to go by.
  const endless = new ReadableStream({
    pull: (controller) => controller.enqueue(new TextEncoder().encode('x'.repeat(600))),
  });
  const chunked = await post(`${url}/echo`, endless).then(
    (response) => response.status,
    () => 'closed',
  );
  expect([413, 'closed']).toContain(chunked);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test('neither multipart nor compressed bodies are parsed', async () => {
  const url = await start();
  expect((await post(`${url}/echo`, 'x', { 'content-type': 'multipart/form-data; boundary=x' })).status).toBe(415);
  expect(
    (await post(`${url}/echo`, 'x', { 'content-type': 'application/json', 'content-encoding': 'gzip' })).status,
  ).toBe(415);
});

test('what a route throws is a plain 500 without its words', async () => {
  const response = await post(`${await start()}/broken`, '{}');
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('secret words');
  expect((await fetch(`http://127.0.0.1:${server?.port}/nothing`)).status).toBe(404);
});

test.each([
  ['headers', 'POST /echo HTTP/1.1\r\nhost: x\r\n'],
  ['body', 'POST /echo HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{'],
])('a request that never ends its %s does not keep the server from stopping', async (_, words) => {
  await start();
  const socket = connect(server!.port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(words);
  // Answered on another connection: the first one has been read by then.
  expect((await fetch(`http://127.0.0.1:${server!.port}/healthz`)).status).toBe(200);
  const closed = once(socket, 'close');
  await server!.close();
  await expect(closed).resolves.toBeDefined();
});
