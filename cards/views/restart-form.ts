import type { Card } from '../card.ts';
import { cardWith, line } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

/** Asks IT that a stopped or retired sender starts again. */
export function restartFormCard(view: ViewOf<'restart-form'>): Card {
  const rest = view.was === 'retired' ? 'keeps its client id, and the rest is made anew' : 'keeps what it had';
  return cardWith({
    title: `Start ${view.appName} again?`,
    lead: line`IT decides. It ${{ strong: 'gets a new secret' }}, ${{ strong: rest }}; the old secrets never work again.`,
    blocks: [
      {
        block: 'input',
        input: {
          input: 'multiline',
          field: 'why',
          label: 'Why?',
          hint: 'What was wrong, and why it is not any more.',
          required: true,
          maxLength: 500,
          value: view.why,
          error: view.error,
          missing: 'Say why: IT decides with that.',
        },
      },
    ],
    dialog: {
      title: 'Start again',
      size: 'medium',
      submit: { title: 'Ask IT', verb: 'restart-submit', data: { senderId: view.senderId }, style: 'positive' },
    },
  });
}
