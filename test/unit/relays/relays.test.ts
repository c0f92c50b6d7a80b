import { describe, expect, test } from 'vitest';
import { composePassword } from '../../../src/credentials/compose.ts';
import { acs } from '../../../src/relays/acs.ts';
import { proposeRelay } from '../../../src/relays/propose-relay.ts';
import { relays } from '../../../src/relays/relays.ts';
import { Secret } from '../../../src/shared/secret.ts';
import type { Desired, RelayId } from '../../../src/senders/sender.ts';
import { desired, exchangeDesired } from '../../support/provisioning-bench.ts';

const everything: Record<RelayId, Desired> = {
  acs: { ...desired, smtpUsername: 'short' },
  exchange: exchangeDesired({ access: 'classic' }),
};

describe.each(Object.values(relays))('relay $id', (relay) => {
  const all = relay.steps(everything[relay.id]);

  test('every step comes after those it waits for', () => {
    for (const kind of all)
      for (const before of relay.edges[kind] ?? []) expect(all.indexOf(before)).toBeLessThan(all.indexOf(kind));
  });

  test('everything it makes is removed too, and nothing before what hangs on it', () => {
    const made = all.filter((kind) => kind !== 'log-in' && kind !== 'test-mail');
    expect([...relay.removal].toSorted()).toEqual(made.toSorted());
    // What is left in Exchange opens nothing once the application is gone, and may wait for a person: it goes last.
    for (const kind of relay.removal.filter((each) => each !== 'exchange-access'))
      for (const before of relay.edges[kind] ?? [])
        expect(relay.removal.indexOf(kind)).toBeLessThan(
          relay.removal.indexOf(before as (typeof relay.removal)[number]),
        );
  });
});

test('the short username is a step only where one is wanted', () => {
  expect(acs.steps(desired)).not.toContain('smtp-username');
  expect(acs.steps({ ...desired, smtpUsername: 'x' })).toContain('smtp-username');
});

test('the proposal says until when', () => {
  expect(proposeRelay({ recipients: 'external', perHour: 40, perDay: 600 }, ['acs'])).toMatchObject({
    relay: 'acs',
    why: expect.stringContaining('30 Sep 2028'),
  });
});

test('volume over the default limit needs attention', () => {
  expect(acs.canCarry({ perHour: 40, perDay: 600, recipients: 'external' }).result).toBe('ok');
  expect(acs.canCarry({ perHour: 101, perDay: 600, recipients: 'external' }).result).toBe('attention');
  expect(acs.canCarry({ perHour: 40, perDay: 10_000, recipients: 'internal' }).result).toBe('attention');
});

describe('composed credentials', () => {
  const input = {
    desired,
    appId: '11111111-1111-4111-8111-111111111111',
    tenantId: '22222222-2222-4222-8222-222222222222',
    endpoint: { host: 'smtp.azurecomm.net', port: 587 },
    principalId: '33333333-3333-4333-8333-333333333333',
    tokenRequest: { endpoint: 'https://login.example/token', scope: 'https://mail.example/.default' },
    secret: new Secret('s~x'),
    endsAt: new Date('2027-05-20T00:00:00Z'),
  };

  test('all three forms of the username; the short one where it exists', () => {
    const pipe = `acs-prod|${input.appId}|${input.tenantId}`;
    expect(composePassword(input)).toMatchObject({
      username: pipe,
      usernames: { pipe, dot: pipe.replaceAll('|', '.'), short: null },
      from: 'invoices@mail.contoso.com',
      tls: 'STARTTLS, 1.2+',
    });
    expect(composePassword({ ...input, desired: { ...desired, smtpUsername: 'billing-smtp' } }).username).toBe(
      'billing-smtp',
    );
  });

  test('cannot be printed with its password', () => {
    expect(JSON.stringify(composePassword(input))).not.toContain('s~x');
  });
});
