import type { Button, Card, Status, Text } from '../card.ts';
import { outcomeStatus } from '../copy/words.ts';
import { cardWith, execute, line, moment, openDialog, strong } from '../text.ts';
import type { ViewOf } from '../view-of.ts';
import { changeBlocks, stageBlocks, threadBlocks } from './approval-blocks.ts';
import { requestFacts } from './request-facts.ts';

type Progress = ViewOf<'progress'>;

export function waitingCard(view: Progress): Card {
  const { request } = view;
  const held = request.approval?.held ?? null;
  const title = held
    ? `${request.appName}: approved, waits for the end of a freeze`
    : `${request.appName}: waiting for IT to decide`;
  return cardWith({
    title,
    status: statusOf(view),
    lead: held
      ? line`It takes effect ${moment(held.until, true)}, after the freeze "${held.freeze}". Nothing to do meanwhile.`
      : waitingLead(view),
    blocks: [...stageBlocks(request), ...changeBlocks(request), ...threadBlocks(request), requestFacts(request)],
    buttons: view.mayAct ? buttons(view) : [],
    footer: line`Editing makes a new version, which is decided anew.`,
    summary: title,
  });
}

function statusOf({ approvals, outcome, request }: Progress): Status {
  if (approvals) return { word: 'IT cannot see it', symbol: '▲', tone: 'warning' };
  if (request.approval?.held) return { word: 'approved', symbol: '◐', tone: 'good' };
  return openQuestion(request) === undefined
    ? outcomeStatus(outcome)
    : { word: 'IT has a question', symbol: '?', tone: 'warning' };
}

const openQuestion = ({ approval }: Progress['request']): number | undefined =>
  approval?.thread.find((each) => each.answer === null)?.no;

function buttons({ request, approvals }: Progress): Button[] {
  const { requestId } = request;
  const data = { requestId, version: String(request.version) };
  const no = openQuestion(request);
  const answer =
    no === undefined ? [] : [openDialog('Answer…', 'answer-open', { requestId, no: String(no) }, 'positive')];
  const again = execute('Ask IT again', 'nudge', data);
  return [
    ...answer,
    openDialog('Edit…', 'edit-open', data),
    execute('Withdraw', 'withdraw', data),
    ...(request.approval?.held || approvals ? [] : [answer.length > 0 ? { ...again, more: true } : again]),
  ];
}

function waitingLead({ request, approvals }: Progress): Text {
  const until = moment(request.expiresAt, true);
  if (approvals === undefined)
    return line`Until ${until}, then it expires. You see the decision on this card; nothing to do meanwhile.`;
  const why =
    approvals === 'none'
      ? 'IT has not chosen the channel where requests are decided, so nobody sees this one yet. Tell an approver:'
      : 'IT has lost the channel where requests are decided: Sendpass was removed or blocked there. Tell an approver:';
  const mend =
    approvals === 'none'
      ? line`typing ${strong('approvals here')} in that channel brings it there.`
      : line`adding Sendpass there again, or typing ${strong('approvals here')} in another channel, brings it there.`;
  return [...line`${why} `, ...mend, ...line` It expires ${until}.`];
}
