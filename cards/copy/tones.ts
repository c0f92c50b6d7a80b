import type { Tone } from '../card.ts';

/** Symbol of a tone where no better one says more. Readable without colour. */
export const toneSymbol: Record<Tone, string> = {
  good: '✓',
  warning: '▲',
  attention: '✗',
  accent: '●',
  neutral: '·',
};

export const toneWord: Record<Tone, string> = {
  good: 'done',
  warning: 'please note',
  attention: 'not possible',
  accent: 'waiting',
  neutral: 'for information',
};
