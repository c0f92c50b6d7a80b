import type { Card } from '../card.ts';
import { outcomeStatus } from '../copy/words.ts';
import { cardWith, day, line, openDialog, plain, sentence } from '../text.ts';
import type { Text } from '../card.ts';
import type { ViewOf } from '../view-of.ts';
import { besideBlocks, isMoving, movingBlocks, movingButtons } from './progress-move.ts';
import { haltedCard, isHalted, restartBlocks, restartButtons } from './progress-halted.ts';
import { readyCard } from './progress-ready.ts';
import { watchBlocks } from './progress-watch.ts';
import { countDone, makingBlocks, removingBlocks } from './progress-steps.ts';
import { requestFacts } from './request-facts.ts';
import { waitingCard } from './progress-waiting.ts';
import { changeBlocks } from './approval-blocks.ts';

type Progress = ViewOf<'progress'>;

/** The owner's one private card, from request to retirement. */
export function progressCard(view: Progress): Card {
  switch (view.state) {
    case 'waiting-for-decision':
      return waitingCard(view);
    case 'setting-up':
      return settingUpCard(view);
    case 'needs-person':
      return needsPersonCard(view);
    case 'ready':
      return readyCard(view);
    case 'removing':
      return cardWith({
        title: `${view.request.appName}: being removed`,
        status: { word: 'removing', symbol: '◐', tone: 'accent' },
        lead: line`It can no longer be used. Sendpass goes on until nothing is left; you need not wait.`,
        blocks: removingBlocks(view.steps),
      });
    case 'removed':
      return removedCard(view);
    case 'stopped':
      return isHalted(view) ? haltedCard(view) : stoppedCard(view);
    case 'closed':
      return closedCard(view);
  }
}

const cancel = (view: Progress): Card['buttons'] =>
  view.mayAct ? [openDialog('Cancel…', 'cancel-open', { senderId: view.senderId })] : [];

function settingUpCard(view: Progress): Card {
  const waits = view.steps.some((step) => step.state === 'waiting');
  return cardWith({
    title: `${view.request.appName}: setting up`,
    status: {
      word: view.turn
        ? 'waiting its turn'
        : view.steps.length === 0
          ? 'starting'
          : `${countDone(view.steps)} of ${view.steps.length}`,
      symbol: '◐',
      tone: 'accent',
      ...(view.outcome.state === 'approved' ? { detail: line`· approved by ${view.outcome.deed.by}` } : {}),
    },
    lead: plain(
      view.turn
        ? `Waiting its turn: ${view.turn.atOnce} others are being set up. It starts by itself; nothing to do.`
        : waits
          ? 'Waiting, see below for what; it goes on by itself. This card changes when it is proven.'
          : 'Nothing to do. When a log-in has proven it, you see the credentials from this card.',
    ),
    blocks: [...makingBlocks(view.steps), ...changeBlocks(view.request)],
    buttons: cancel(view),
    footer: line`Will send as ${view.request.address}`,
  });
}

function needsPersonCard(view: Progress): Card {
  const stuck = view.steps.find((step) => step.state === 'needs-person');
  return cardWith({
    title: `${view.request.appName}: waits for a person`,
    status: { word: 'needs a person', symbol: '▲', tone: 'warning' },
    lead: [
      ...line`${stuck?.reason ?? 'IT has to settle something first.'} `,
      'IT has a card with the steps; it goes on by itself afterwards.',
    ],
    blocks: makingBlocks(view.steps.map((step) => (step === stuck ? { ...step, reason: 'see above' } : step))),
    buttons: cancel(view),
    footer: line`Will send as ${view.request.address}`,
  });
}

function stoppedCard(view: Progress): Card {
  const reasons = view.steps.flatMap((step) => (step.reason === null ? [] : [step.reason]));
  return cardWith({
    title: `${view.request.appName}: stopped`,
    status: { word: 'stopped', symbol: '✗', tone: 'attention' },
    lead: [...line`${reasons[0] ?? 'Something it needs was removed by a person.'} `, 'IT has a card with what to do.'],
    blocks: [
      ...(isMoving(view) ? movingBlocks(view) : besideBlocks(view)),
      ...makingBlocks(view.steps),
      ...watchBlocks(view),
    ],
    buttons: view.mayAct ? stoppedButtons(view) : [],
    footer: line`Sent as ${view.request.address}`,
  });
}

/** What it moves to may work although the old way does not. */
const stoppedButtons = (view: Progress): Card['buttons'] =>
  isMoving(view)
    ? movingButtons(view)
    : [openDialog('Retire…', 'retire-open', { senderId: view.senderId }, 'destructive')];

function removedCard(view: Progress): Card {
  return cardWith({
    title: `${view.request.appName}: removed`,
    status: { word: 'removed', symbol: '–', tone: 'neutral' },
    lead: line`Nothing of it is left but the record. To send again, ask again: it gets a new secret.`,
    blocks: [...restartBlocks(view), ...removingBlocks(view.steps).filter((block) => block.block === 'list')],
    buttons: [...(view.mayAct ? restartButtons(view) : []), openDialog('Request a sender…', 'request-open', {})],
    footer: line`Sent as ${view.request.address}`,
  });
}

function closedCard(view: Progress): Card {
  const { request, outcome } = view;
  return cardWith({
    title: `${request.appName}: ${outcome.state === 'approved' || outcome.state === 'pending' ? 'closed' : outcome.state}`,
    status: outcomeStatus(outcome),
    lead: closedLead(view),
    blocks: [requestFacts(request)],
    buttons: [openDialog('Ask again…', 'request-open', { requestId: request.requestId })],
    footer: line`Asked ${day(request.submittedAt)} · request ${request.requestId}`,
  });
}

function closedLead({ outcome }: Progress): Text {
  if (outcome.state === 'denied')
    return line`Reason: ${sentence(outcome.reason ?? 'none given')} Nothing was made; change it and ask again if you like.`;
  if (outcome.state === 'expired') return line`Nobody decided in time, so nothing was made. You can ask again.`;
  return line`Nothing was made. You can ask again at any time.`;
}
