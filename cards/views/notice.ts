import type { Card } from '../card.ts';
import { toneSymbol, toneWord } from '../copy/tones.ts';
import { cardWith, user } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

export function noticeCard(view: ViewOf<'notice'>): Card {
  return cardWith({
    title: view.title,
    // "for information" above every line would be noise.
    status:
      view.tone === 'neutral' ? null : { word: toneWord[view.tone], symbol: toneSymbol[view.tone], tone: view.tone },
    lead: user(view.text),
    dialog: { title: view.title, size: 'small', submit: null },
    summary: `${view.title}: ${view.text}`,
  });
}
