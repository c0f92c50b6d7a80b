import type { ViewDeps } from './deps.ts';
import type { Card } from './port-chat-store.ts';
import type { Repos } from './repos.ts';
import type { View } from './view.ts';
import { decideView } from './views/decide.ts';
import { linkView } from './views/link.ts';
import { progressView } from './views/progress.ts';
import { policyChangeView } from './views/policy-change.ts';
import { questionView } from './views/question.ts';
import { receiptView } from './views/receipt.ts';
import { nudgeView, reminderView } from './views/reminder.ts';
import { stoppedView } from './views/stopped.ts';
import { taskView } from './views/task.ts';
import { undeliveredView } from './views/undelivered.ts';

/** What a card shows now, from stored state alone; null when what it is about is gone. */
export function viewOfCard(repos: Repos, card: Card, deps: ViewDeps): Promise<View | null> {
  const { matter } = card;
  switch (matter.about) {
    case 'request':
      return decideView(repos, matter.requestId, card, deps);
    case 'sender':
      return progressView(repos, matter.senderId, card.readerId, deps);
    case 'task':
      return taskView(repos, matter.taskId, card.conversationId);
    case 'stopped':
      return stoppedView(repos, matter);
    case 'receipt':
      return receiptView(repos, matter);
    case 'link':
      return linkView(repos, matter);
    case 'undelivered':
      return undeliveredView(repos, matter);
    case 'question':
      return questionView(repos, matter, card.readerId);
    case 'nudge':
      return nudgeView(repos, matter, deps);
    case 'reminder':
      return reminderView(repos, matter, deps);
    case 'policy':
      return policyChangeView(repos, matter);
  }
}
