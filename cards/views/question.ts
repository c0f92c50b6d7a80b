import type { Card, Status } from '../card.ts';
import { cardWith, line, moment, openDialog } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

/** To whoever has to answer, and with the answer back to whoever asked. */
export function questionCard(view: ViewOf<'question'>): Card {
  const { question, answer, appName, address, requestId, no } = view;
  const status: Status = answer
    ? { word: 'answered', symbol: '✓', tone: 'good' }
    : view.closed
      ? { word: 'not needed any more', symbol: '–', tone: 'neutral' }
      : { word: 'waits for an answer', symbol: '?', tone: 'warning' };
  const lead = answer
    ? line`It stands on the card of those who decide too.`
    : view.closed
      ? line`The request waits for nobody any more.`
      : line`IT decides on the request when it knows. The time to decide goes on.`;
  return cardWith({
    title: `A question about ${appName}`,
    status,
    lead,
    blocks: [
      {
        block: 'facts',
        facts: [
          { label: 'Asked', value: line`${question.text}` },
          { label: 'By', value: line`${question.by}, ${moment(question.at)}` },
          ...(answer
            ? [
                { label: 'Answer', value: line`${answer.text}` },
                { label: 'From', value: line`${answer.by}, ${moment(answer.at)}` },
              ]
            : []),
        ],
      },
    ],
    buttons: view.mayAnswer ? [openDialog('Answer…', 'answer-open', { requestId, no: String(no) }, 'positive')] : [],
    footer: line`Sends as ${address} · request ${requestId}`,
    summary: answer ? `${appName}: your question is answered` : `${question.by} has a question about ${appName}`,
  });
}
