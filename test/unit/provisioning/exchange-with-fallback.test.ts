import { expect, test } from 'vitest';
import { createExchangeWithFallback } from '../../../src/provisioning/exchange-with-fallback.ts';
import type { ExchangeAdmin } from '../../../src/provisioning/port-exchange-admin.ts';
import { SendpassError } from '../../../src/shared/errors.ts';
import type { ErrorKind } from '../../../src/shared/errors.ts';
import { virtualClock } from '../../support/virtual-clock.ts';
import { report, wish } from '../relays/exchange-samples.ts';

function arrange(failure?: { code: string; kind: ErrorKind }) {
  const asked: string[] = [];
  const warned: object[] = [];
  const admin = (name: string, fail?: () => SendpassError | undefined): ExchangeAdmin => {
    const answer = async (): Promise<void> => {
      asked.push(name);
      const error = fail?.();
      if (error) throw error;
    };
    return { allow: answer, withdraw: answer, look: () => answer().then(() => report) };
  };
  const clock = virtualClock();
  let failing = failure;
  const fallback = createExchangeWithFallback({
    clock,
    patienceMs: 15 * 60_000,
    direct: admin('direct', () => failing && new SendpassError({ ...failing, advice: 'x' })),
    byPerson: admin('person'),
    logger: { warn: (data) => void warned.push(data) },
  });
  return { fallback, asked, warned, clock, mend: () => void (failing = undefined) };
}

test.each([
  ['exchange-permission-missing', 'needs-person'],
  ['exchange-route-gone', 'needs-person'],
  ['exchange-refused', 'bug'],
] as const)('%s: the person is asked instead, and the operator can read why', async (code, kind) => {
  const { fallback, asked, warned } = arrange({ code, kind });
  await fallback.allow(wish, 's');
  await fallback.withdraw(wish, 's');
  await fallback.look(wish, 's');
  expect(asked).toEqual(['direct', 'person', 'direct', 'person', 'direct', 'person']);
  expect(warned[0]).toMatchObject({ code });
});

test.each([
  ['exchange-busy', 'retryable'],
  ['exchange-not-found', 'not-yet'],
  ['exchange-scope-too-wide', 'needs-person'],
  ['identity-unreachable', 'retryable'],
] as const)('%s: nobody is asked for what passes or what a script would meet as well', async (code, kind) => {
  const { fallback, asked } = arrange({ code, kind });
  await expect(fallback.allow(wish, 's')).rejects.toMatchObject({ code });
  expect(asked).toEqual(['direct']);
});

test('where it works no person is bothered', async () => {
  const { fallback, asked } = arrange();
  await fallback.allow(wish, 's');
  expect(await fallback.look(wish, 's')).toBe(report);
  expect(asked).toEqual(['direct', 'direct']);
});

test.each(['exchange-broken', 'exchange-unreachable'])(
  '%s: waited for, after a quarter of an hour a person is asked, and when it answers again nobody is',
  async (code) => {
    const { fallback, asked, clock, mend } = arrange({ code, kind: 'retryable' });
    await expect(fallback.allow(wish, 's')).rejects.toMatchObject({ code });
    clock.jump(14 * 60_000);
    await expect(fallback.allow(wish, 's')).rejects.toMatchObject({ code });
    clock.jump(60_000);
    await fallback.allow(wish, 's');
    expect(asked.splice(0)).toEqual(['direct', 'direct', 'direct', 'person']);
    mend();
    await fallback.allow(wish, 's');
    expect(asked).toEqual(['direct']);
  },
);
