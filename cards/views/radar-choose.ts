import type { Card } from '../card.ts';
import { cardWith, line } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

export function radarChooseCard({ choices }: ViewOf<'radar-choose'>): Card {
  return cardWith({
    title: 'For which address?',
    lead: line`The request form opens, filled in with what the report says. Nothing is sent before you send it.`,
    blocks: [
      {
        block: 'input',
        input: {
          input: 'choice',
          look: 'menu',
          choices,
          field: 'address',
          label: 'Address',
          required: true,
          value: choices[0]?.value ?? '',
          error: null,
          missing: 'Choose an address.',
        },
      },
    ],
    dialog: {
      title: 'Request a sender',
      size: 'small',
      submit: { title: 'Fill in the form', verb: 'radar-request', data: {}, style: 'positive' },
    },
  });
}
