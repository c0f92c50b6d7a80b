import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { requestFacts } from '../../unit/cards/sample-progress.ts';
import { sampleViews } from '../../unit/cards/sample-views.ts';
import { hostile } from './hostile.ts';
import { renderers } from './renderers.ts';

// What every renderer promises of every view: whatever somebody wrote, the platform takes it.

describe.each(renderers)('every view fits $platform', ({ complaints }) => {
  for (const [content, say] of Object.entries(hostile))
    for (const many of [1, 100])
      test(`${content}, ${many} of everything`, () => {
        for (const [name, view] of Object.entries(sampleViews(say, many)))
          expect({ name, complaints: complaints(view) }).toEqual({ name, complaints: [] });
      });

  test('any text at all', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 200 }), (text) => {
        const request = requestFacts(() => text);
        expect(complaints({ view: 'decide', request, outcome: { state: 'pending' } })).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
