import { describe, expect, test } from 'vitest';
import type { Store } from '../../../adapters/postgres/open-store.ts';
import { SendpassError } from '../../../src/shared/errors.ts';
import { newId } from '../../../src/shared/ids.ts';
import type { Client } from '../../../src/watch/radar/radar-entry.ts';
import { at, desired, sender } from '../../support/store-samples.ts';

const later = new Date(at.getTime() + 86_400_000);
const client = (address: string, over: Partial<Client> = {}): Client => ({
  address,
  auth: 'basic',
  messages: 7,
  oldTls: null,
  ...over,
});
const imported = (clients: Client[], on = at) => ({
  id: newId(),
  at: on,
  by: 'cy',
  name: 'report.csv',
  clients: clients.length,
  leftOut: 0,
});

export function radarContract(store: () => Store): void {
  const take = (clients: Client[], on = at) =>
    store().transact(({ radar }) => radar.record(imported(clients, on), clients));
  const page = (limit = 100, offset = 0) => store().transact(({ radar }) => radar.page({ offset, limit }));
  const counts = () => store().transact(({ radar }) => radar.counts());

  describe('radar', () => {
    test('before the first report there is nothing', async () => {
      expect(await store().transact(({ radar }) => radar.latest())).toBeUndefined();
      expect(await page()).toEqual([]);
      expect(await counts()).toEqual({ stops: 0, maybe: 0, oauth: 0, covered: 0, gone: 0 });
    });

    test('a report is kept by address; the next renews, adds and leaves out, and remembers who was seen when', async () => {
      const [quiet, busy, unsure] = [
        client('quiet@contoso.com'),
        client('busy@contoso.com', { messages: 90, auth: 'both', oldTls: 12.5 }),
        client('unsure@contoso.com', { messages: 5000, auth: 'unknown' }),
      ];
      const modern = client('modern@contoso.com', { auth: 'oauth' });
      expect(await take([quiet, busy, unsure, modern])).toEqual({ added: 4, renewed: 0 });
      expect((await page()).map((each) => each.address)).toEqual([busy, quiet, unsure].map((each) => each.address));
      expect(await take([busy, client('new@contoso.com'), { ...modern, messages: 8 }], later)).toEqual({
        added: 1,
        renewed: 2,
      });
      expect(await page()).toEqual([
        { ...busy, firstSeenAt: at, lastSeenAt: later },
        { ...client('new@contoso.com'), firstSeenAt: later, lastSeenAt: later },
      ]);
      expect(await counts()).toEqual({ stops: 2, maybe: 0, oauth: 1, covered: 0, gone: 2 });
      expect((await page(1, 1)).map((each) => each.address)).toEqual(['new@contoso.com']);
      expect(await store().transact(({ radar }) => radar.get('Quiet@contoso.com'))).toEqual({
        ...quiet,
        firstSeenAt: at,
        lastSeenAt: at,
      });
      expect(await store().transact(({ radar }) => radar.latest())).toMatchObject({ at: later, clients: 3 });
    });

    test('who became a sender is not on the list any more, and is again once the sender is gone', async () => {
      const made = sender();
      const address = `${made.desired.localPart}@${made.desired.domain}`;
      await take([client(address)]);
      expect(await page()).toHaveLength(1);
      const { version } = await store().transact(async ({ senders }) => {
        await senders.insert({ ...made, desired: desired({ localPart: made.desired.localPart.toUpperCase() }) });
        return senders.update({ ...made, state: 'ready' });
      });
      expect(await page()).toEqual([]);
      expect(await counts()).toMatchObject({ stops: 0, covered: 1 });
      await store().transact(({ senders }) => senders.update({ ...made, state: 'retired', version }));
      expect(await page()).toHaveLength(1);
    });

    test('a transaction that fails leaves the last report as it was', async () => {
      await take([client('before@contoso.com')]);
      const broken = store().transact(async ({ radar }) => {
        await radar.record(imported([client('half@contoso.com')]), [client('half@contoso.com')]);
        throw new SendpassError({ code: 'killed', kind: 'bug', advice: 'In the middle.' });
      });
      await expect(broken).rejects.toMatchObject({ code: 'killed' });
      expect((await page()).map((each) => each.address)).toEqual(['before@contoso.com']);
      expect(await store().transact(({ radar }) => radar.get('half@contoso.com'))).toBeUndefined();
    });

    test('ten thousand rows are one report', async () => {
      const many = Array.from({ length: 10_000 }, (_, no) => client(`scanner-${no}@contoso.com`, { messages: no }));
      expect(await take(many)).toEqual({ added: 10_000, renewed: 0 });
      expect(await take(many, later)).toEqual({ added: 0, renewed: 10_000 });
      expect(await counts()).toMatchObject({ stops: 10_000 });
      expect((await page(2)).map((each) => each.messages)).toEqual([9999, 9998]);
    });
  });
}
