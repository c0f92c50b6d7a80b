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
  good: 'good',
  warning: 'needs a look',
  attention: 'not done',
  accent: 'waiting',
  neutral: 'for information',
};
