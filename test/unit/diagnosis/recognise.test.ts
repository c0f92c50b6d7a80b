import { describe, expect, test } from 'vitest';
import { relayIds, relays } from '../../../src/relays/relays.ts';
import { said } from '../../../src/diagnosis/cause.ts';
import { causeIds, causeOf } from '../../../src/diagnosis/causes.ts';
import { judge } from '../../../src/diagnosis/judge.ts';
import { maskSecrets } from '../../../src/diagnosis/mask-secrets.ts';
import { problems, recognise } from '../../../src/diagnosis/recognise.ts';
import { corpus, unknowns } from './corpus.ts';
import type { Pasted } from './paste.ts';

test('of what people paste, at least 95 % get the right cause first', () => {
  const wrong = corpus.filter(({ text, cause }) => {
    const problem = recognise(maskSecrets(text).text);
    return !problem || judge(problem, []).causes[0] !== cause;
  });
  expect(wrong.length / corpus.length, wrong.map((each) => each.text).join('\n')).toBeLessThanOrEqual(0.05);
});

test('and so do at least 95 % of the rows, each with all its texts', () => {
  const isRight = ({ text, cause }: Pasted): boolean => judge(recognise(text)!, []).causes[0] === cause;
  const wrong = problems.filter(({ id }) => !corpus.filter((each) => each.problem === id).every(isRight));
  expect(wrong.length / problems.length, wrong.map((each) => each.id).join()).toBeLessThanOrEqual(0.05);
});

describe('every row is met by the texts it is for', () => {
  test.each(problems.map((each) => each.id))('%s', (id) => {
    const texts = corpus.filter((each) => each.problem === id);
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.map(({ text }) => ({ text, id: recognise(text)?.id }))).toEqual(
      texts.map(({ text }) => ({ text, id })),
    );
  });
});

test.each(unknowns)('is not taken for an error: %j', (text) => {
  expect(recognise(text)?.id).toBeUndefined();
});

test('the knowledge holds together: each row has a source and causes, each cause is used', () => {
  const used = new Set(problems.flatMap((each) => each.causes));
  for (const problem of problems) {
    expect(problem.source, problem.id).not.toBe('');
    expect(problem.causes.length, problem.id).toBeGreaterThan(0);
  }
  expect(new Set(problems.map((each) => each.id)).size).toBe(problems.length);
  // Seen in Exchange besides; no text is about it.
  expect(causeIds.filter((id) => !used.has(id))).toEqual(['exo-too-wide']);
  for (const id of causeIds)
    for (const relay of [undefined, ...relayIds.map((each) => relays[each])]) {
      const { what, fix } = causeOf(id);
      expect(said(what, relay).length + said(fix, relay).length, id).toBeLessThan(420);
      expect(`${said(what, relay)} ${said(fix, relay)}`, id).not.toMatch(/undefined|NaN/);
    }
});
