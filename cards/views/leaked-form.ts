import type { Card } from '../card.ts';
import { cardWith, line } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

export function leakedFormCard(view: ViewOf<'leaked-form'>): Card {
  return cardWith({
    title: 'Whose secret was it?',
    lead: line`Nothing happens yet: the next step says what removing it means.`,
    blocks: [
      {
        block: 'input',
        input: {
          input: 'choice',
          look: 'menu',
          choices: view.choices,
          field: 'senderId',
          label: 'Sender',
          required: true,
          value: view.choices[0]?.value ?? '',
          error: null,
          missing: 'Choose the sender whose secret it was.',
        },
      },
    ],
    dialog: {
      title: 'I leaked it',
      size: 'small',
      submit: { title: 'Go on', verb: 'leaked-choose', data: {}, style: 'positive' },
    },
  });
}
