import type { Card } from '../card.ts';
import { cardWith, line } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

export const moveChooseCard = ({ choices }: ViewOf<'move-choose'>): Card =>
  cardWith({
    title: 'Which sender should move?',
    lead: line`Its form comes next, filled in as it is today.`,
    blocks: [
      {
        block: 'input',
        input: {
          input: 'choice',
          look: 'menu',
          field: 'senderId',
          label: 'Sender',
          choices,
          required: true,
          value: choices.length === 1 ? (choices[0]?.value ?? '') : '',
          error: null,
          missing: 'Choose a sender.',
        },
      },
    ],
    dialog: {
      title: 'Move a sender',
      size: 'small',
      submit: { title: 'Next', verb: 'move-open', data: {}, style: 'positive' },
    },
  });
