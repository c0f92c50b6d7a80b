import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDns } from '../../../../adapters/dns/dns.ts';
import { startDns } from '../../../../infra/sandbox/dns/server.ts';

// The sandbox's name server, asked by what the bot asks with.

const txt: Record<string, string[]> = {
  'contoso.com': ['v=spf1 include:spf.protection.outlook.com -all', 'x'.repeat(700)],
};
const closing: (() => void | Promise<void>)[] = [];
let dns: ReturnType<typeof createDns>;
beforeAll(async () => {
  const context = { world: { txt }, onClose: (hook: () => void | Promise<void>) => void closing.push(hook) };
  const { port } = await startDns(context as unknown as Parameters<typeof startDns>[0], 0);
  dns = createDns({ dns: [`127.0.0.1:${port}`] });
});
afterAll(async () => {
  for (const close of closing) await close();
});

test('records come whole, in any case of the name; a name that is not there has none', async () => {
  expect(await dns.texts('Contoso.COM')).toEqual(txt['contoso.com']);
  expect(await dns.texts('_dmarc.contoso.com')).toEqual([]);
});

test('a host is looked up as any program on this machine does; one that does not exist has no address', async () => {
  expect(await dns.addresses('localhost')).not.toEqual([]);
  expect(await dns.addresses('127.0.0.1')).toEqual(['127.0.0.1']);
});

test('nobody who answers is not "no record"', async () => {
  const deaf = createDns({ dns: ['127.0.0.1:1'] });
  await expect(deaf.texts('contoso.com')).rejects.toMatchObject({ code: 'dns-no-answer', kind: 'retryable' });
});
