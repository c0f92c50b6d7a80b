import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTeamsFiles } from '../../../../adapters/teams/download.ts';

let server: Server;
let base: string;
let answer: (path: string, response: ServerResponse) => void;
let asked: { path: string; authorization: string | undefined }[];

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', authorization: request.headers.authorization });
    answer(request.url ?? '', response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const download = (path: string, most = 1000, hosts = [`${base}/`]) =>
  createTeamsFiles(hosts).download(
    { name: 'report.csv', url: path.startsWith('http') ? path : `${base}${path}` },
    most,
  );

test('the bytes come as they are, by redirects within the platform’s hosts, and no token of ours goes along', async () => {
  answer = (path, response) =>
    path === '/moved'
      ? response.writeHead(302, { location: '/file?tempauth=x' }).end()
      : response.end(Buffer.from([255, 254, 0]));
  expect([...(await download('/moved'))]).toEqual([255, 254, 0]);
  expect(asked.map((each) => each.authorization)).toEqual([undefined, undefined]);
});

test.each([
  'https://contoso.sharepoint.com.evil.example/x',
  'https://evil.example/?x=.sharepoint.com',
  'https://sharepoint.com.evil.example/',
  'https://user@contoso-my.sharepoint.com/x',
  'http://contoso-my.sharepoint.com/x',
  'https://contoso-my.sharepoint.com:444/x',
  'file:///etc/passwd',
  'not an address',
])('%s is never asked', async (url) => {
  await expect(download(url, 1000, ['https://*.sharepoint.com/'])).rejects.toMatchObject({ code: 'file-refused' });
});

test('a redirect to another host is not followed, nor one without end', async () => {
  answer = (path, response) =>
    response.writeHead(302, { location: path === '/out' ? 'http://127.0.0.1:9/metadata' : '/again' }).end();
  await expect(download('/out')).rejects.toMatchObject({ code: 'file-refused' });
  await expect(download('/again')).rejects.toMatchObject({ code: 'file-refused' });
  expect(asked.length).toBeLessThan(10);
});

test('more than asked for is dropped, whatever was said about the length', async () => {
  answer = (path, response) => {
    if (path === '/said') response.writeHead(200, { 'content-length': '1001' });
    if (path === '/packed') {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000)));
      return;
    }
    response.end(Buffer.alloc(1001));
  };
  for (const path of ['/said', '/unsaid', '/packed'])
    await expect(download(path)).rejects.toMatchObject({ code: 'file-too-large' });
});

test('what went wrong is said without the address, which opens the file', async () => {
  answer = (path, response) => {
    if (path.startsWith('/page')) response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    else if (path.startsWith('/broken')) {
      response.writeHead(200, { 'content-length': '50' }).write('x');
      response.destroy();
      return;
    } else response.writeHead(Number(path.slice(1, 4)));
    response.end('<html>');
  };
  const failed = (path: string) =>
    download(`${path}?tempauth=planted`).then(String, (thrown: unknown) => thrown as Error);
  for (const [path, code] of [
    ['/401', 'file-gone'],
    ['/404', 'file-gone'],
    ['/page', 'file-gone'],
    ['/429', 'files-busy'],
    ['/503', 'files-busy'],
    ['/broken', 'files-busy'],
  ] as const) {
    const error = await failed(path);
    expect(error).toMatchObject({ code });
    expect(`${(error as Error).message} ${JSON.stringify(error)}`).not.toContain('planted');
  }
});
