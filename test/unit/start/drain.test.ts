import { expect, test } from 'vitest';
import { createDrain } from '../../../src/drain.ts';
import { quiet } from '../../support/store-samples.ts';
import { virtualClock } from '../../support/virtual-clock.ts';

function drain(stop: () => Promise<void>) {
  const [codes, errors, clock] = [[] as number[], [] as unknown[], virtualClock()];
  const logger = { ...quiet, error: (about: object) => void errors.push(about) };
  const onSignal = createDrain({ stop }, { clock, logger, exit: (code) => void codes.push(code) });
  return { codes, errors, onSignal, seconds: () => (clock.at() - Date.parse('2026-11-24T09:00:00Z')) / 1000 };
}

test('what runs is awaited, then the process ends well; a second signal changes nothing', async () => {
  let stopped = 0;
  const { codes, onSignal } = drain(async () => void stopped++);
  await Promise.all([onSignal('SIGTERM'), onSignal('SIGINT')]);
  expect([stopped, codes]).toEqual([1, [0]]);
});

test('what hangs is left after 30 s: a platform that kills later never has to', async () => {
  const { codes, errors, onSignal, seconds } = drain(() => new Promise(() => undefined));
  await onSignal('SIGTERM');
  expect([codes, errors, seconds()]).toEqual([[1], [{ code: 'late' }], 30]);
});

test('a failure while stopping ends the process too, and is logged', async () => {
  const { codes, errors, onSignal } = drain(() => Promise.reject(new Error('secret words')));
  await onSignal('SIGTERM');
  expect([codes, errors]).toEqual([[1], [{ code: 'unexpected' }]]);
});
