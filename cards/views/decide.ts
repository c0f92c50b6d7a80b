import type { RequestFacts } from '../../src/chat/view.ts';
import type { Block, Button, Card, Status, Text } from '../card.ts';
import { listing, outcomeStatus } from '../copy/words.ts';
import { cardWith, execute, line, moment, openDialog, sentence, strong, user } from '../text.ts';
import type { ViewOf } from '../view-of.ts';
import { changeBlocks, stageBlocks, threadBlocks } from './approval-blocks.ts';
import { planItems, requestFacts, verdictItems } from './request-facts.ts';

/** Everything needed to decide; decided, it is the same card minus its buttons plus the outcome. */
export function decideCard(view: ViewOf<'decide'>): Card {
  const { request, outcome } = view;
  const pending = outcome.state === 'pending' && view.movedTo === undefined;
  return cardWith({
    title: titleOf(request),
    status: statusOf(view),
    lead: lead(view),
    blocks: [
      ...stageBlocks(request),
      ...changeBlocks(request),
      requestFacts(request),
      ...threadBlocks(request),
      {
        block: 'columns',
        left: planBlocks(view),
        right: listed('What was checked', verdictItems(request)),
      },
      {
        block: 'section',
        tone: 'warning',
        blocks: [...movingRisk(request), { block: 'text', text: line`If stolen: ${request.ifStolen}` }],
      },
    ],
    buttons: pending ? buttons(view) : [],
    footer: footer(view),
    summary: `${titleOf(request)} – ${outcomeStatus(outcome).word}`,
  });
}

function titleOf({ appName, address, move, again }: RequestFacts): string {
  if (move) return `${appName} wants to move from ${move.from} to ${move.to}`;
  return again ? `${appName} wants to start again as ${address}` : `${appName} wants to send mail as ${address}`;
}

/** Agreed in part, it says by whom before anything else. */
function statusOf({ request, outcome }: ViewOf<'decide'>): Status {
  const status = outcomeStatus(outcome);
  if (outcome.state !== 'pending' || !request.approval) return status;
  const { held, stages } = request.approval;
  if (held) return { word: 'agreed, waits for the end of a freeze', symbol: '◐', tone: 'good' };
  const approved = stages.flatMap((stage) => stage.approved.map((each) => each.by));
  const asked = stages.reduce((sum, stage) => sum + stage.quorum, 0);
  return approved.length === 0
    ? status
    : { ...status, detail: line`– ${approved.length} of ${asked} approved by ${listing(approved)}` };
}

/** What is made; of a move also what goes, and when. */
function planBlocks({ request, outcome }: ViewOf<'decide'>): Block[] {
  const isOn = outcome.state === 'pending' || outcome.state === 'approved';
  const { move, plan } = request;
  if (!move) return listed(isOn ? 'What will be made' : 'What would have been made', planItems(plan));
  return [
    ...listed(isOn ? 'What is made beside it' : 'What would have been made beside it', planItems(made(plan))),
    ...listed('What goes at the end', planItems(plan.filter((line) => line.change === 'remove'))),
  ];
}

const made = (plan: RequestFacts['plan']): RequestFacts['plan'] => plan.filter((line) => line.change !== 'remove');

/** What a move can break, and until when nothing does. */
const movingRisk = ({ move, places }: RequestFacts): Block[] =>
  move
    ? [
        {
          block: 'text',
          text: line`Until every place is ticked, or a person removes the old way, ${move.from} goes on as ${move.fromAddress}. Then mail with the old credentials stops within an hour: ${places.join(', ')}.`,
        },
      ]
    : [];

const listed = (title: string, items: ReturnType<typeof planItems>): Block[] => [
  { block: 'heading', text: title },
  items.length === 0 ? { block: 'text', text: line`Nothing.`, small: true } : { block: 'list', items },
];

function lead({ request, outcome, movedTo }: ViewOf<'decide'>): Text {
  if (movedTo !== undefined) return line`Moved: requests are decided in ${strong(movedTo)} now, on a card there.`;
  switch (outcome.state) {
    case 'pending':
      if (request.approval?.held) {
        const { freeze, until } = request.approval.held;
        return line`Takes effect ${moment(until, true)}, after the freeze "${freeze}". Nobody has to do anything; until then it can still be denied.`;
      }
      return line`Approve or deny by ${moment(request.expiresAt, true)}; after that it expires. Nobody has to do anything else.`;
    case 'approved':
      if (outcome.reason !== null)
        return line`${sentence(outcome.reason)} Nobody had to decide; Sendpass is setting it up, and ${request.askedBy} follows it on a card.`;
      return line`Sendpass is setting it up; ${request.askedBy} follows it on a card. Decided on version ${request.version}.`;
    case 'denied':
      return line`Reason: ${sentence(outcome.reason ?? 'none given')} Nothing was made. Decided on version ${request.version}.`;
    case 'withdrawn':
      return line`Nothing was made, and nobody has to decide.`;
    case 'expired':
      return line`Nothing was made. ${request.askedBy} can ask again.`;
  }
}

function buttons({ request }: ViewOf<'decide'>): Button[] {
  const data = { requestId: request.requestId, version: String(request.version) };
  const confirm = `Sendpass makes what the plan says, and ${request.appName} may send as ${request.address}.`;
  const deny = openDialog('Deny…', 'deny-open', data);
  if (request.approval?.held) return [deny];
  // An answer to a plain button is one line, in which no link can be pressed.
  const approve = request.approval?.signInFirst
    ? openDialog('Approve…', 'approve', data, 'positive')
    : { ...execute('Approve', 'approve', data, 'positive'), confirm };
  return [
    approve,
    deny,
    openDialog('Ask…', 'question-open', data),
    ...(request.move ? [] : [{ ...openDialog('Approve with a change…', 'approve-change-open', data), more: true }]),
  ];
}

function footer({ request, outcome }: ViewOf<'decide'>): Text {
  const version = request.version > 1 ? ` · version ${request.version}` : '';
  const id = line` · request ${request.requestId}${version}`;
  if (outcome.state !== 'pending') return line`Request ${request.requestId}${version}`;
  if (request.mayDecideCount === null || request.approverCount === null)
    return [...line`Approvers decide; nobody decides on what is their own`, ...id];
  return [...user(`${request.mayDecideCount} of ${request.approverCount} approvers can decide`), ...id];
}
