import type { View } from '../../src/chat/view.ts';
import type { Button, ButtonData } from '../card.ts';

/**
 * How a view that had to be shortened is made anew; null where nothing is stored to make it from. A card is found by the message the
 * button stands in, so nobody sees by this what was not posted there.
 */
export function againOf(view: View): ButtonData | null {
  switch (view.view) {
    case 'decide':
    case 'progress':
    case 'task':
    case 'stopped':
    case 'receipt':
    case 'link':
    case 'undelivered':
      return { again: 'card' };
    case 'senders':
    case 'approvals':
    case 'help':
    case 'home':
      return { again: view.view };
    case 'radar':
    case 'migrations':
      return { again: view.view, from: String(view.page.no) };
    // Dialogs and short lines, whose words are bounded where they are written; a diagnosis was looked at, not stored.
    case 'welcome':
    case 'ask':
    case 'request-form':
    case 'deny-form':
    case 'reveal':
    case 'confirm-installed':
    case 'confirm-cancel':
    case 'confirm-retire':
    case 'confirm-leaked':
    case 'leaked-form':
    case 'task-report':
    case 'diagnosis':
    case 'diagnosis-form':
    case 'move-form':
    case 'move-ask':
    case 'move-choose':
    case 'move-places':
    case 'confirm-move-finish':
    case 'confirm-move-cancel':
    case 'life-ask':
    case 'rotate-form':
    case 'rotate-places':
    case 'confirm-rotate-finish':
    case 'confirm-rotate-cancel':
    case 'confirm-stop':
    case 'restart-form':
    case 'radar-choose':
    case 'radar-import':
    case 'link-needed':
    case 'link-open':
    case 'notice':
      return null;
  }
}

export const showAllButton = (title: string, again: ButtonData, page: number): Button => ({
  button: 'dialog',
  title,
  verb: 'show-all',
  data: { ...again, page: String(page) },
  style: 'default',
});
