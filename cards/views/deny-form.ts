import type { Card } from '../card.ts';
import { cardWith, line } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

export function denyFormCard(view: ViewOf<'deny-form'>): Card {
  return cardWith({
    title: `Deny the request for ${view.appName}`,
    lead: line`Nothing will be made. Who asked reads your reason and can ask again.`,
    blocks: [
      {
        block: 'input',
        input: {
          input: 'multiline',
          field: 'reason',
          label: 'Why?',
          hint: 'Say what would have to change.',
          required: true,
          maxLength: 500,
          value: view.reason,
          error: view.error,
          missing: 'Give a reason: who asked will read it.',
        },
      },
    ],
    dialog: {
      title: 'Deny the request',
      size: 'medium',
      submit: {
        title: 'Deny',
        verb: 'deny-submit',
        data: { requestId: view.requestId, version: String(view.version) },
        style: 'destructive',
      },
    },
  });
}
