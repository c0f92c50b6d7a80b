import type { View } from '../../src/chat/view.ts';
import type { Button, ButtonData } from '../card.ts';

/** `card`: by the message its button stands in; `itself`: asked for again as the one who presses; `page`: that page of it. */
const ways: Record<View['view'], 'card' | 'itself' | 'page' | null> = {
  decide: 'card',
  progress: 'card',
  task: 'card',
  stopped: 'card',
  receipt: 'card',
  link: 'card',
  undelivered: 'card',
  question: 'card',
  reminder: 'card',
  'policy-change': 'card',
  senders: 'itself',
  approvals: 'itself',
  help: 'itself',
  home: 'itself',
  radar: 'page',
  migrations: 'page',
  // Dialogs and short lines, whose words are bounded where they are written; a diagnosis was looked at, not stored.
  welcome: null,
  ask: null,
  'request-form': null,
  'deny-form': null,
  reveal: null,
  'confirm-installed': null,
  'confirm-cancel': null,
  'confirm-retire': null,
  'confirm-leaked': null,
  'leaked-form': null,
  'task-report': null,
  diagnosis: null,
  'diagnosis-form': null,
  'question-form': null,
  'answer-form': null,
  'approve-change-form': null,
  'step-up': null,
  'move-form': null,
  'move-ask': null,
  'move-choose': null,
  'move-places': null,
  'confirm-move-finish': null,
  'confirm-move-cancel': null,
  'life-ask': null,
  'rotate-form': null,
  'rotate-places': null,
  'confirm-rotate-finish': null,
  'confirm-rotate-cancel': null,
  'confirm-stop': null,
  'restart-form': null,
  'radar-choose': null,
  'radar-import': null,
  'link-needed': null,
  'link-open': null,
  notice: null,
};

/**
 * How a view that had to be shortened is made anew; null where nothing is stored to make it from. A card is found by the message the
 * button stands in, so nobody sees by this what was not posted there.
 */
export function againOf(view: View): ButtonData | null {
  const way = ways[view.view];
  if (way === null) return null;
  if (way === 'card') return { again: 'card' };
  const from = 'page' in view ? { from: String(view.page.no) } : {};
  return { again: view.view, ...from };
}

export const showAllButton = (title: string, again: ButtonData, page: number): Button => ({
  button: 'dialog',
  title,
  verb: 'show-all',
  data: { ...again, page: String(page) },
  style: 'default',
});
