import type { Step } from '../../src/senders/sender.ts';
import type { Block, Item, Text, Tone } from '../card.ts';
import { inOrder, removedTitle, stepTitle } from '../copy/steps.ts';
import { tookText } from '../copy/times.ts';
import { line, user } from '../text.ts';

const symbols: Record<Step['state'], string> = {
  planned: '·',
  intended: '◐',
  waiting: '◐',
  done: '✓',
  'needs-person': '✗',
  removing: '◐',
  removed: '✓',
};

const tones: Record<Step['state'], Tone> = {
  planned: 'neutral',
  intended: 'accent',
  waiting: 'accent',
  done: 'good',
  'needs-person': 'attention',
  removing: 'accent',
  removed: 'good',
};

export const countDone = (steps: Step[]): number => steps.filter((step) => step.state === 'done').length;

/** Bar and rows while something is made; the words under the bar say what the colours say. */
export function makingBlocks(steps: Step[]): Block[] {
  if (steps.length === 0) return [];
  const ordered = inOrder(steps);
  // The bar grows from the left although several steps run at the same time.
  const segments = ordered.map((step) => tones[step.state]).sort((a, b) => rank(a) - rank(b));
  return [
    { block: 'progress', segments, label: `${countDone(steps)} of ${steps.length} done` },
    { block: 'list', items: ordered.map(makingItem) },
  ];
}

const rank = (tone: Tone): number => ['good', 'attention', 'accent', 'neutral'].indexOf(tone);

function makingItem(step: Step): Item {
  const note = noteOf(step);
  return {
    symbol: symbols[step.state],
    tone: tones[step.state],
    text: [stepTitle[step.kind]],
    ...(note === null ? {} : { note }),
    ...(step.state === 'done' && step.tookMs !== null ? { end: tookText(step.tookMs) } : {}),
  };
}

function noteOf(step: Step): Text | null {
  if (step.state === 'waiting') return line`waiting: ${step.reason ?? 'tried again shortly'}`;
  if (step.state === 'needs-person') return user(step.reason ?? 'needs a person');
  if (step.state === 'intended') return line`under way`;
  return null;
}

/** What Sendpass found in place (a shared MailFrom address) is not its to remove. */
const wasFound = (step: Step): boolean => step.facts['found'] === 'yes';

/** Rows while something is removed; what never was made is not listed. */
export function removingBlocks(steps: Step[]): Block[] {
  const resources = inOrder(steps).filter((step) => step.kind !== 'log-in' && step.kind !== 'test-mail');
  const touched = resources.filter((step) => step.intendedAt !== null && !wasFound(step));
  const kept = resources.filter(wasFound).map(keptItem);
  if (touched.length === 0) return [];
  const gone = touched.filter((step) => step.state === 'removed').length;
  return [
    {
      block: 'progress',
      segments: touched.map((step) => removedTone(step)).sort((a, b) => rank(a) - rank(b)),
      label: `${gone} of ${touched.length} removed`,
    },
    { block: 'list', items: [...touched.map(removingItem), ...kept] },
  ];
}

const keptItem = (step: Step): Item => ({
  symbol: '=',
  tone: 'neutral',
  text: line`${removedTitle[step.kind]} stays: it was there before`,
});

const removedTone = (step: Step): Tone =>
  step.state === 'removed' ? 'good' : step.state === 'needs-person' ? 'attention' : 'neutral';

function removingItem(step: Step): Item {
  const gone = step.state === 'removed';
  const stuck = step.state === 'needs-person';
  return {
    symbol: gone ? '✓' : stuck ? '✗' : '◐',
    tone: gone ? 'good' : stuck ? 'attention' : 'accent',
    text: line`${removedTitle[step.kind]}${gone ? ' removed' : ''}`,
    ...(gone || step.reason === null ? {} : { note: user(step.reason) }),
  };
}
