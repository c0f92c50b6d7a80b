import { answerOpen, answerSubmit } from './actions/answer.ts';
import { approve } from './actions/approve.ts';
import { approveChangeOpen, approveChangeSubmit } from './actions/approve-change.ts';
import { cancel } from './actions/cancel.ts';
import { diagnoseAgain, diagnoseOpen, diagnoseSubmit } from './actions/diagnose.ts';
import { denyOpen, denySubmit } from './actions/deny.ts';
import { details } from './actions/details.ts';
import { editOpen, editSubmit } from './actions/edit.ts';
import { handOver } from './actions/hand-over.ts';
import { installedOpen, installedSubmit } from './actions/installed.ts';
import { leakedChoose, leakedOpen, leakedSubmit } from './actions/leaked.ts';
import { nudge } from './actions/nudge.ts';
import { questionOpen, questionSubmit } from './actions/question.ts';
import { linkConfirm, linkEnd } from './actions/link.ts';
import { migrationsPage } from './actions/migrations-page.ts';
import { moveCancelOpen, moveCancelSubmit } from './actions/move-cancel.ts';
import { moveFinishOpen, moveFinishSubmit } from './actions/move-finish.ts';
import { movePlacesOpen, movePlacesSubmit } from './actions/move-places.ts';
import { moveOpen, moveSubmit } from './actions/move.ts';
import { radarImportOpen, radarImportSubmit } from './actions/radar-import.ts';
import { radarPage } from './actions/radar-page.ts';
import { radarChoose, radarRequest } from './actions/radar-request.ts';
import { requestOpen, requestSubmit } from './actions/request.ts';
import { helpOpen } from './actions/help-open.ts';
import { restartOpen, restartSubmit } from './actions/restart.ts';
import { retire } from './actions/retire.ts';
import { reveal } from './actions/reveal.ts';
import { rotateCancelOpen, rotateCancelSubmit, rotateFinishOpen, rotateFinishSubmit } from './actions/rotate-finish.ts';
import { rotatePlacesOpen, rotatePlacesSubmit } from './actions/rotate-places.ts';
import { rotateOpen, rotateSubmit } from './actions/rotate.ts';
import { showEverything } from './actions/show-all.ts';
import { stopOpen, stopSubmit } from './actions/stop.ts';
import { taskDone } from './actions/task-done.ts';
import { taskReportOpen, taskReportSubmit } from './actions/task-report.ts';
import { testMail } from './actions/test-mail.ts';
import { withdraw } from './actions/withdraw.ts';
import { asSendpassError } from '../shared/errors.ts';
import type { ActionName } from './action-name.ts';
import { isActionName } from './action-name.ts';
import type { ChatDeps } from './deps.ts';
import type { Interaction, Values } from './interaction.ts';
import type { Reply } from './reply.ts';
import { isLateForm, noteRefused } from './refused-delivery.ts';
import { wrongCard } from './stray.ts';

export type Handler = (deps: ChatDeps, interaction: Interaction, values: Values) => Promise<Reply>;

/** Every button and dialog there is. A new one is a line here, its name in action-name.ts, and a file. */
const handlers: Record<ActionName, Handler> = {
  'request-open': requestOpen,
  'request-submit': requestSubmit,
  'edit-open': editOpen,
  'edit-submit': editSubmit,
  withdraw,
  approve,
  'deny-open': denyOpen,
  'deny-submit': denySubmit,
  details,
  'question-open': questionOpen,
  'question-submit': questionSubmit,
  'answer-open': answerOpen,
  'answer-submit': answerSubmit,
  'approve-change-open': approveChangeOpen,
  'approve-change-submit': approveChangeSubmit,
  nudge,
  reveal,
  'test-mail': testMail,
  'installed-open': installedOpen,
  'installed-submit': installedSubmit,
  'cancel-open': cancel.open,
  'cancel-submit': cancel.submit,
  'retire-open': retire.open,
  'retire-submit': retire.submit,
  'task-done': taskDone,
  'task-report-open': taskReportOpen,
  'task-report-submit': taskReportSubmit,
  'diagnose-open': diagnoseOpen,
  'diagnose-submit': diagnoseSubmit,
  'diagnose-again': diagnoseAgain,
  'hand-over': handOver,
  'leaked-open': leakedOpen,
  'leaked-choose': leakedChoose,
  'leaked-submit': leakedSubmit,
  'move-open': moveOpen,
  'move-submit': moveSubmit,
  'move-places-open': movePlacesOpen,
  'move-places-submit': movePlacesSubmit,
  'move-finish-open': moveFinishOpen,
  'move-finish-submit': moveFinishSubmit,
  'move-cancel-open': moveCancelOpen,
  'move-cancel-submit': moveCancelSubmit,
  'rotate-open': rotateOpen,
  'rotate-submit': rotateSubmit,
  'rotate-places-open': rotatePlacesOpen,
  'rotate-places-submit': rotatePlacesSubmit,
  'rotate-finish-open': rotateFinishOpen,
  'rotate-finish-submit': rotateFinishSubmit,
  'rotate-cancel-open': rotateCancelOpen,
  'rotate-cancel-submit': rotateCancelSubmit,
  'stop-open': stopOpen,
  'stop-submit': stopSubmit,
  'restart-open': restartOpen,
  'restart-submit': restartSubmit,
  'migrations-page': migrationsPage,
  'radar-page': radarPage,
  'radar-choose': radarChoose,
  'radar-request': radarRequest,
  'radar-import-open': radarImportOpen,
  'radar-import-submit': radarImportSubmit,
  'link-confirm': linkConfirm,
  'link-end': linkEnd,
  'show-all': showEverything,
  'help-open': helpOpen,
};

/**
 * A click or a dialog, answered at once to the one who acted; what others see follows by cards. Values name things and prove nothing:
 * each handler asks the stored state who may do what.
 */
export async function handleInteraction(deps: ChatDeps, interaction: Interaction): Promise<Reply> {
  const { input } = interaction;
  if (input.type !== 'action' && input.type !== 'open-dialog' && input.type !== 'submit-dialog')
    return { type: 'none' };
  if (!isActionName(input.action)) {
    await noteRefused(deps, interaction, 'unknown-action');
    return { type: 'toast', text: 'This button is from another version of Sendpass.' };
  }
  const wrong = await wrongCard(deps, interaction);
  if (wrong === 'stray')
    return { type: 'toast', text: 'This was an old copy of the card and is removed now. Use the other one.' };
  if (wrong === 'other-card') {
    await noteRefused(deps, interaction, 'other-card');
    return { type: 'toast', text: 'This does not belong to the card it was sent from. Nothing was changed.' };
  }
  if (await isLateForm(deps, interaction)) await noteRefused(deps, interaction, 'late-form');
  try {
    return await handlers[input.action](deps, interaction, input.values);
  } catch (thrown) {
    // Somebody else's change won; the transaction left nothing of ours behind.
    if (asSendpassError(thrown).kind !== 'conflict') throw thrown;
    return { type: 'toast', text: 'Somebody changed this in the same moment. Nothing was changed: press again.' };
  }
}
