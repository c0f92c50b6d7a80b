import { describe, expect, test } from 'vitest';
import { acsOf } from '../../../src/relays/acs.ts';
import { takenErrors } from '../../../src/requests/submit.ts';
import { SendpassError } from '../../../src/shared/errors.ts';
import { day, withdraw } from './plays.ts';
import { owner, second, world } from './support.ts';

describe('submit', () => {
  test('a request, its sender and the plan; nothing is made yet', async () => {
    const w = world();
    const { request, sender } = await w.pending();
    expect(request).toMatchObject({
      state: 'pending',
      version: 1,
      submittedBy: owner.id,
      desiredHash: sender.desiredHash,
    });
    expect(request.plan.map((line) => line.change)).toEqual(request.plan.map(() => 'make'));
    expect(request.expiresAt.getTime() - w.time.now.getTime()).toBe(7 * day);
    expect(sender).toMatchObject({ state: 'requested', owners: [owner.id, second.id], wanted: 'present' });
    expect(w.auditTypes()).toEqual(['request-submitted']);
    expect(w.takeJobs()).toEqual([]);
  });

  test('the same name or address again is an error on the field, until the first one ended', async () => {
    const w = world();
    const { request } = await w.pending();
    expect(await w.submit()).toMatchObject({ ok: false, errors: [{ field: 'appName' }, { field: 'localPart' }] });
    await withdraw(w, request.id, 1);
    expect(await w.submit()).toMatchObject({ ok: true });
  });

  test('a second owner nobody has met is refused', async () => {
    const secondOwner = '00000000-0000-4000-8000-000000000077';
    expect(await world().submit({ secondOwner })).toMatchObject({ ok: false, errors: [{ field: 'secondOwner' }] });
  });

  test('short user names of living senders differ, and fit a printer', async () => {
    const w = world();
    const names = ['Scan Büro 2', 'Scan-Büro 2', 'Scan Büro, 2', 'Сканер'];
    const usernames: (string | null)[] = [];
    for (const [no, appName] of names.entries()) {
      const { sender } = await w.pending({ appName, localPart: `scan${no}`, client: 'printer' });
      usernames.push(acsOf(sender.desired).smtpUsername);
    }
    expect(usernames[0]).toBe('scan-buro-2-smtp');
    expect(usernames[3]).toBe('sender-smtp');
    expect(new Set(usernames).size).toBe(names.length);
    for (const username of usernames) expect(username).toMatch(/^[a-z0-9-]{3,20}$/);
  });

  test('fifty different requests at once are fifty senders, each with its own', async () => {
    const w = world();
    const all = await Promise.all(
      Array.from({ length: 50 }, (_, no) => w.pending({ appName: `App ${no}`, localPart: `app${no}` })),
    );
    expect(w.tables().senders.size).toBe(50);
    for (const [no, { request, sender }] of all.entries()) {
      expect(sender.requestId).toBe(request.id);
      expect(w.tables().requests.get(request.id)?.desired.appName).toBe(`App ${no}`);
    }
  });

  test('what the store refuses as taken becomes an error on the field', () => {
    const taken = new SendpassError({ code: 'sender-address-taken', kind: 'conflict', advice: '' });
    expect(takenErrors(taken)).toMatchObject([{ field: 'localPart' }]);
    expect(takenErrors(new Error('else'))).toBeNull();
  });
});
