import type { View } from '../src/chat/view.ts';
import type { Card } from './card.ts';
import { approvalsCard } from './views/approvals.ts';
import { askCard } from './views/ask.ts';
import { confirmCancelCard } from './views/confirm-cancel.ts';
import { confirmInstalledCard } from './views/confirm-installed.ts';
import { confirmRetireCard } from './views/confirm-retire.ts';
import { decideCard } from './views/decide.ts';
import { denyFormCard } from './views/deny-form.ts';
import { diagnosisFormCard } from './views/diagnosis-form.ts';
import { diagnosisCard } from './views/diagnosis.ts';
import { helpCard } from './views/help.ts';
import { noticeCard } from './views/notice.ts';
import { progressCard } from './views/progress.ts';
import { receiptCard } from './views/receipt.ts';
import { requestFormCard } from './views/request-form.ts';
import { revealCard } from './views/reveal.ts';
import { sendersCard } from './views/senders.ts';
import { taskCard } from './views/task.ts';
import { undeliveredCard } from './views/undelivered.ts';
import { welcomeCard } from './views/welcome.ts';

/** Every view as a neutral card; a view without a card does not compile. */
export function cardOf(view: View): Card {
  switch (view.view) {
    case 'help':
      return helpCard(view);
    case 'welcome':
      return welcomeCard(view);
    case 'ask':
      return askCard();
    case 'request-form':
      return requestFormCard(view);
    case 'decide':
      return decideCard(view);
    case 'deny-form':
      return denyFormCard(view);
    case 'progress':
      return progressCard(view);
    case 'reveal':
      return revealCard(view);
    case 'confirm-installed':
      return confirmInstalledCard(view);
    case 'confirm-cancel':
      return confirmCancelCard(view);
    case 'confirm-retire':
      return confirmRetireCard(view);
    case 'receipt':
      return receiptCard(view);
    case 'senders':
      return sendersCard(view);
    case 'approvals':
      return approvalsCard(view);
    case 'task':
      return taskCard(view);
    case 'undelivered':
      return undeliveredCard(view);
    case 'diagnosis':
      return diagnosisCard(view);
    case 'diagnosis-form':
      return diagnosisFormCard(view);
    case 'notice':
      return noticeCard(view);
  }
}
