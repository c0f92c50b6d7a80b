import type { Block, Card } from '../card.ts';
import { cardWith, line } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

export function questionFormCard(view: ViewOf<'question-form'>): Card {
  return cardWith({
    title: `A question about ${view.appName}`,
    lead: line`It stands on both cards, and whoever asked for the sender is told. Nothing is decided by it.`,
    blocks: [words('What do you want to know?', 'Write what you want to know.', view)],
    dialog: {
      title: 'Ask a question',
      size: 'medium',
      submit: { title: 'Ask', verb: 'question-submit', data: { requestId: view.requestId }, style: 'positive' },
    },
  });
}

export function answerFormCard(view: ViewOf<'answer-form'>): Card {
  const { question, requestId, no } = view;
  return cardWith({
    title: `${question.by} asks about ${view.appName}`,
    lead: line`${question.text}`,
    blocks: [words('Your answer', 'Write an answer.', view)],
    dialog: {
      title: 'Answer a question',
      size: 'medium',
      submit: { title: 'Answer', verb: 'answer-submit', data: { requestId, no: String(no) }, style: 'positive' },
    },
  });
}

const words = (label: string, missing: string, { text, error }: { text: string; error: string | null }): Block => ({
  block: 'input',
  input: {
    input: 'multiline',
    field: 'text',
    label,
    hint: 'No passwords: it stays on the card.',
    required: true,
    maxLength: 1_000,
    value: text,
    error,
    missing,
  },
});
