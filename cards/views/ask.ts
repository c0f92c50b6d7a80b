import type { Card } from '../card.ts';
import { cardWith, line, openDialog } from '../text.ts';

export function askCard(): Card {
  return cardWith({
    title: 'A pass to send mail',
    lead: line`A short form: what sends, as which address, how much. IT decides next, and you follow it here.`,
    buttons: [openDialog('Fill in the form…', 'request-open', {}, 'positive')],
  });
}
