import type { Card } from '../card.ts';
import { cardWith, line } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

export function diagnosisFormCard(view: ViewOf<'diagnosis-form'>): Card {
  return cardWith({
    title: 'Which sender is it about?',
    lead: line`Sendpass looks at it now and answers in your private chat.`,
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
          value: view.senderId,
          error: null,
          missing: 'Choose the sender the error is about.',
        },
      },
    ],
    dialog: {
      title: 'Look at a sender',
      size: 'small',
      submit: { title: 'Look', verb: 'diagnose-submit', data: { problem: view.problem }, style: 'positive' },
    },
  });
}
