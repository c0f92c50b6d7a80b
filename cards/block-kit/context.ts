import type { Tone } from '../card.ts';
import type { SlackShown } from '../limits-slack.ts';

export type Context = {
  now: Date | null;
  limits: SlackShown;
  /** Where it stands: a Secret is let out in a modal only. */
  surface: 'message' | 'modal' | 'home';
  /** Written while rendering: something was shortened. */
  seen: { cut: boolean };
  /** Written while rendering: option values that had to go elsewhere. */
  long: string[];
  /** The Slack user of a person, where one is known; absent = people cannot be picked from the workspace. */
  slackUserOf: ((personId: string) => string | undefined) | null;
};

/** Colour and shape of a tone: Slack has no coloured text. Five shapes, so that nobody has to tell the colours apart. */
export const toneEmoji: Record<Tone, string> = {
  good: '✅',
  warning: '⚠️',
  attention: '❌',
  accent: '🔵',
  neutral: '▫️',
};

export const toneSquare: Record<Tone, string> = {
  good: '🟩',
  warning: '🟨',
  attention: '🟥',
  accent: '🟦',
  neutral: '⬜',
};

const emojiOf: Record<string, string> = {
  '✓': '✅',
  '✗': '❌',
  '▲': '⚠️',
  '!': '⚠️',
  '?': '❔',
  '●': '🔵',
  '◐': '⏳',
  '·': '▫️',
  '–': '▫️',
  '+': '➕',
  '−': '➖',
  '=': '🟰',
  '›': '▸',
  '1': '1️⃣',
  '2': '2️⃣',
  '3': '3️⃣',
};

/** A card's symbol as Slack shows it best. */
export const emojiFor = (symbol: string, tone: Tone): string => emojiOf[symbol] ?? toneEmoji[tone];
