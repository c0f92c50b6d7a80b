import type { Tone } from '../card.ts';
import type { TeamsLimits } from '../limits-teams.ts';

/** Adaptive Card JSON. Loose on purpose: the tests check it against the vendor's own parser. */
export type Json = { [key: string]: string | number | boolean | null | Json | Json[] };

export type Context = {
  now: Date | null;
  limits: TeamsLimits;
};

export const textColour: Record<Tone, string> = {
  good: 'Good',
  warning: 'Warning',
  attention: 'Attention',
  accent: 'Accent',
  neutral: 'Default',
};

export const containerStyle: Record<Tone, string> = {
  good: 'good',
  warning: 'warning',
  attention: 'attention',
  accent: 'accent',
  neutral: 'emphasis',
};
