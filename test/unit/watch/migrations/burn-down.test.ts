import { expect, test } from 'vitest';
import { burnDown, monthsUntil } from '../../../../src/watch/migrations/burn-down.ts';

type Event = Parameters<typeof burnDown>[0][number];
const event = (at: string, type: Event['type'], who: string, data: Event['data'] = {}): Event => ({
  at: new Date(at),
  type,
  subject: `sender:${who}`,
  data,
});
const proven = (at: string, who: string, more: object = {}) =>
  event(at, 'sender-proven', who, { relay: 'acs', role: 'main', ...more });
const moved = (at: string, who: string, from: string, to: string) => event(at, 'sender-moved', who, { from, to });
const now = new Date('2026-11-24T10:00:00Z');
const leftOf = (events: Event[]) =>
  burnDown(events, 'acs', now).months.map(({ month, left }) => [month.toISOString().slice(0, 7), left]);

test('counts who is left at the end of each month, from the first one to now', () => {
  const events = [
    proven('2026-08-05T00:00:00Z', 'a'),
    proven('2026-08-06T00:00:00Z', 'b'),
    proven('2026-09-30T23:59:59Z', 'c', { role: undefined }),
    proven('2026-10-01T00:00:00Z', 'd', { relay: 'exchange' }),
    // Proven beside what it sends by: nothing has moved yet.
    proven('2026-10-02T00:00:00Z', 'a', { relay: 'exchange', role: 'next' }),
    moved('2026-10-05T00:00:00Z', 'a', 'acs', 'exchange'),
    event('2026-11-02T00:00:00Z', 'sender-retired', 'b'),
  ];
  expect(leftOf(events)).toEqual([
    ['2026-08', 2],
    ['2026-09', 3],
    ['2026-10', 2],
    ['2026-11', 1],
  ]);
  expect(burnDown(events, 'acs', now).moved).toBe(1);
});

test('who is back has not moved; who is proven anew after a drift is counted once', () => {
  const events = [
    proven('2026-11-01T00:00:00Z', 'a'),
    proven('2026-11-02T00:00:00Z', 'a'),
    moved('2026-11-03T00:00:00Z', 'a', 'acs', 'exchange'),
    moved('2026-11-04T00:00:00Z', 'a', 'exchange', 'acs'),
  ];
  expect(burnDown(events, 'acs', now)).toMatchObject({ months: [{ left: 1 }], moved: 0 });
});

test('at most a year back, with what was there before it', () => {
  const months = leftOf([proven('2024-01-05T00:00:00Z', 'a')]);
  expect(months).toHaveLength(12);
  expect(months[0]).toEqual(['2025-12', 1]);
  expect(leftOf([])).toEqual([['2026-11', 0]]);
});

test('months until the end, and none after it', () => {
  const end = new Date('2028-09-30T00:00:00Z');
  expect(monthsUntil(end, now)).toBe(22);
  expect(monthsUntil(end, new Date('2029-01-01T00:00:00Z'))).toBe(0);
});
