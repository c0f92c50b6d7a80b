import { expect, test } from 'vitest';
import { elapsedMs, isFresh } from '../../../src/shared/clock.ts';

const hour = 3_600_000;

test('a clock that was set back: no negative time, and nothing seen in the future counts as fresh', () => {
  expect(elapsedMs(1_000, 1_250)).toBe(250);
  expect(elapsedMs(hour, 0)).toBe(0);
  expect(isFresh(1_000, 1_500, 600)).toBe(true);
  expect(isFresh(1_000, 1_600, 600)).toBe(false);
  expect(isFresh(hour, 0, 600)).toBe(false);
});
