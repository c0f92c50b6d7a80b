import { afterEach, expect, test } from 'vitest';
import { cardsProbe } from '../../../adapters/http/probe-cards.ts';
import { startHttp } from '../../../adapters/http/server.ts';
import type { Health, HttpServer } from '../../../adapters/http/server.ts';
import { quiet } from '../../support/store-samples.ts';

let server: HttpServer | undefined;
afterEach(() => server?.close());

async function asked(health: Health) {
  server = await startHttp({ host: '127.0.0.1', port: 0, routes: [], health: async () => health, logger: quiet });
  return cardsProbe(server).run();
}

test('the doctor says how many cards Teams refused, and where to read which', async () => {
  expect(await asked({ ok: true, cardsRefused: 2 })).toMatchObject({
    status: 'missing',
    why: expect.stringContaining('2 cards were refused'),
    fix: expect.stringContaining('log of Sendpass'),
  });
});

test('none is fine; what does not tell is unknown; with nothing running it is said that nobody was asked', async () => {
  expect(await asked({ ok: true, cardsRefused: 0 })).toMatchObject({ status: 'ok' });
  await server?.close();
  expect(await asked({ ok: false, why: 'database' })).toMatchObject({ status: 'unknown' });
  const { port } = server!;
  await server?.close();
  expect(await cardsProbe({ port }).run()).toMatchObject({
    status: 'ok',
    why: expect.stringContaining('does not run'),
  });
});
