import type { View, ViewName } from '../src/chat/view.ts';
import type { Card } from './card.ts';
import type { ViewOf } from './view-of.ts';
import { approveChangeFormCard } from './views/approve-change-form.ts';
import { approvalsCard } from './views/approvals.ts';
import { askCard } from './views/ask.ts';
import { confirmCancelCard } from './views/confirm-cancel.ts';
import { confirmInstalledCard } from './views/confirm-installed.ts';
import { confirmLeakedCard } from './views/confirm-leaked.ts';
import { confirmRetireCard } from './views/confirm-retire.ts';
import { confirmRotateCancelCard, confirmRotateFinishCard } from './views/confirm-rotate.ts';
import { confirmStopCard } from './views/confirm-stop.ts';
import { decideCard } from './views/decide.ts';
import { denyFormCard } from './views/deny-form.ts';
import { diagnosisFormCard } from './views/diagnosis-form.ts';
import { diagnosisCard } from './views/diagnosis.ts';
import { helpCard } from './views/help.ts';
import { homeCard } from './views/home.ts';
import { leakedFormCard } from './views/leaked-form.ts';
import { lifeAskCard } from './views/life-ask.ts';
import { linkNeededCard } from './views/link-needed.ts';
import { linkOpenCard } from './views/link-open.ts';
import { linkCard } from './views/link.ts';
import { confirmMoveCancelCard, confirmMoveFinishCard } from './views/confirm-move.ts';
import { migrationsCard } from './views/migrations.ts';
import { moveAskCard } from './views/move-ask.ts';
import { moveChooseCard } from './views/move-choose.ts';
import { moveFormCard } from './views/move-form.ts';
import { movePlacesCard } from './views/move-places.ts';
import { noticeCard } from './views/notice.ts';
import { policyChangeCard } from './views/policy-change.ts';
import { progressCard } from './views/progress.ts';
import { answerFormCard, questionFormCard } from './views/question-form.ts';
import { questionCard } from './views/question.ts';
import { radarChooseCard } from './views/radar-choose.ts';
import { radarImportCard } from './views/radar-import.ts';
import { radarCard } from './views/radar.ts';
import { receiptCard } from './views/receipt.ts';
import { reminderCard } from './views/reminder.ts';
import { requestFormCard } from './views/request-form.ts';
import { restartFormCard } from './views/restart-form.ts';
import { revealCard } from './views/reveal.ts';
import { rotateFormCard } from './views/rotate-form.ts';
import { rotatePlacesCard } from './views/rotate-places.ts';
import { sendersCard } from './views/senders.ts';
import { stepUpCard } from './views/step-up.ts';
import { stoppedCard } from './views/stopped.ts';
import { taskReportCard } from './views/task-report.ts';
import { taskCard } from './views/task.ts';
import { undeliveredCard } from './views/undelivered.ts';
import { welcomeCard } from './views/welcome.ts';

const cards: { [Name in ViewName]: (view: ViewOf<Name>) => Card } = {
  help: helpCard,
  home: homeCard,
  welcome: welcomeCard,
  ask: askCard,
  'request-form': requestFormCard,
  decide: decideCard,
  'deny-form': denyFormCard,
  progress: progressCard,
  stopped: stoppedCard,
  reveal: revealCard,
  'confirm-installed': confirmInstalledCard,
  'confirm-cancel': confirmCancelCard,
  'confirm-retire': confirmRetireCard,
  'confirm-rotate-cancel': confirmRotateCancelCard,
  'confirm-rotate-finish': confirmRotateFinishCard,
  'confirm-stop': confirmStopCard,
  'life-ask': lifeAskCard,
  'restart-form': restartFormCard,
  'rotate-form': rotateFormCard,
  'rotate-places': rotatePlacesCard,
  receipt: receiptCard,
  senders: sendersCard,
  approvals: approvalsCard,
  task: taskCard,
  'task-report': taskReportCard,
  undelivered: undeliveredCard,
  link: linkCard,
  'link-needed': linkNeededCard,
  'link-open': linkOpenCard,
  diagnosis: diagnosisCard,
  'leaked-form': leakedFormCard,
  'confirm-leaked': confirmLeakedCard,
  'diagnosis-form': diagnosisFormCard,
  'move-form': moveFormCard,
  'move-ask': moveAskCard,
  'move-choose': moveChooseCard,
  'move-places': movePlacesCard,
  'confirm-move-finish': confirmMoveFinishCard,
  'confirm-move-cancel': confirmMoveCancelCard,
  migrations: migrationsCard,
  radar: radarCard,
  'radar-choose': radarChooseCard,
  'radar-import': radarImportCard,
  question: questionCard,
  'question-form': questionFormCard,
  'answer-form': answerFormCard,
  'approve-change-form': approveChangeFormCard,
  reminder: reminderCard,
  'policy-change': policyChangeCard,
  'step-up': stepUpCard,
  notice: noticeCard,
};

/** Every view as a neutral card; a view without a card does not compile. */
export const cardOf = (view: View): Card => (cards[view.view] as (view: View) => Card)(view);
