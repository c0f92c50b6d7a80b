import type { ProgressMove } from '../../src/chat/view-move.ts';
import type { Block, Button, Item, Status, Text } from '../card.ts';
import { day, execute, line, moment, openDialog, sentence, strong } from '../text.ts';
import type { ViewOf } from '../view-of.ts';
import { proofBlocks } from './progress-proof.ts';
import { countDone, makingBlocks, removingBlocks } from './progress-steps.ts';

type Progress = ViewOf<'progress'>;
type Move = ProgressMove;
type Moving = Progress & { move: Move };

/** Under way: then the card is about the move, and the way it sends by meanwhile stands below. */
export const isMoving = (view: Progress): view is Moving =>
  view.move?.state === 'making' || view.move?.state === 'proven';

export function movingStatus({ move }: Moving): Status {
  const stuck = stuckOf(move);
  if (stuck) return { word: 'needs a person', symbol: '▲', tone: 'warning' };
  const moved = move.places.filter(({ done }) => done !== null).length;
  return move.state === 'making'
    ? { word: `${countDone(move.steps)} of ${move.steps.length}`, symbol: '◐', tone: 'accent' }
    : { word: `${moved} of ${move.places.length} places moved`, symbol: '◐', tone: 'accent' };
}

const stuckOf = ({ steps }: Move) => steps.find((step) => step.state === 'needs-person' && step.kind !== 'test-mail');

export function movingLead({ move }: Moving): Text {
  const stuck = stuckOf(move);
  const goesOn = `${move.from} goes on working meanwhile.`;
  if (stuck)
    return [
      ...line`${stuck.reason ?? 'IT has to settle something first.'} `,
      `IT has a card with the steps. ${goesOn}`,
    ];
  if (move.state === 'making') return line`${move.to} is being set up beside it. Nothing to do; ${goesOn}`;
  if (move.reveal.vaultSecret !== null)
    return line`${move.to} is proven. Have each place read ${strong(move.reveal.vaultSecret)} from the vault, and tick it. ${goesOn} With the last tick it is removed.`;
  return line`${move.to} is proven. Next: paste the new credentials in each place, and tick it. ${goesOn} With the last tick it is removed.`;
}

/** Blocks of a move that is under way. */
export function movingBlocks({ move }: Moving): Block[] {
  if (move.state === 'making')
    return [...makingBlocks(move.steps), { block: 'heading', text: `Until then: ${move.from}` }];
  return [
    { block: 'facts', facts: factsOf(move) },
    { block: 'heading', text: 'Places' },
    { block: 'list', items: move.places.map(placeItem) },
    ...(stuckOf(move) ? makingBlocks(move.steps) : []),
    ...proofBlocks(move.proof),
    { block: 'heading', text: `Until the last is ticked: ${move.from}` },
  ];
}

function factsOf(move: Move): { label: string; value: Text }[] {
  const { count } = move.reveal;
  const times = count === 0 ? 'not shown yet' : count === 1 ? 'shown once' : `shown ${count} times`;
  const until = move.reveal.windowEndsAt;
  return [
    { label: 'New server', value: line`${move.endpoint}, STARTTLS` },
    { label: 'Sends as', value: line`${move.address}` },
    ...(move.secretEndsAt === null
      ? []
      : [{ label: 'New secret', value: line`until ${day(move.secretEndsAt, true)}` }]),
    ...(move.reveal.vaultSecret !== null || until === null
      ? []
      : [
          {
            label: 'Credentials',
            value: move.reveal.closed
              ? line`${times}; the time to show them is over. Call the move off and ask anew if they are lost.`
              : line`${times}, can be shown until ${moment(until, true)}`,
          },
        ]),
  ];
}

const placeItem = ({ place, done }: Move['places'][number]): Item => ({
  symbol: done ? '✓' : '·',
  tone: done ? 'good' : 'neutral',
  text: done ? line`${place} – ${done.by}, ${day(done.at)}` : line`${place} – not yet`,
});

/** At most five are drawn; the two that lead on come first. */
export function movingButtons(view: Moving): Button[] {
  const { move, senderId } = view;
  const data = { senderId };
  const callOff = openDialog('Call off the move…', 'move-cancel-open', data);
  const retire: Button = { ...openDialog('Retire…', 'retire-open', data, 'destructive'), more: true };
  const old: Button[] =
    view.revealToken === null
      ? [{ ...execute('Send test mail', 'test-mail', data), more: true }]
      : [{ ...openDialog('Show old credentials', 'reveal', { ...data, token: view.revealToken }), more: true }];
  if (move.state === 'making') return view.state === 'ready' ? [callOff, ...old, retire] : [callOff, retire];
  const show =
    move.revealToken === null
      ? []
      : [openDialog('Show new credentials', 'reveal', { ...data, token: move.revealToken, of: 'next' }, 'positive')];
  return [
    ...show,
    openDialog('Tick places…', 'move-places-open', data),
    { ...openDialog(`Remove ${move.from} now…`, 'move-finish-open', data, 'destructive'), more: true },
    { ...callOff, more: true },
    retire,
  ];
}

/** A move that is asked for, called off or over: a part of the sender's usual card. */
export function besideBlocks({ move, notMoved }: Progress): Block[] {
  if (notMoved) return [section('neutral', notMovedText(notMoved))];
  switch (move?.state) {
    case 'asked':
      return move.request === null ? [] : [section('accent', askedText(move, move.request))];
    case 'cancelling':
      return [
        section('neutral', line`The move to ${move.to} was called off. What was made beside is being removed.`),
        ...removingBlocks(move.steps),
      ];
    case 'clearing':
      return [section('good', clearingText(move)), ...removingBlocks(move.steps)];
    case 'making':
    case 'proven':
    case undefined:
      return [];
  }
}

const section = (tone: 'accent' | 'neutral' | 'good', text: Text): Block => ({
  block: 'section',
  tone,
  blocks: [{ block: 'text', text }],
});

function notMovedText({ to, outcome }: NonNullable<Progress['notMoved']>): Text {
  if (outcome.state !== 'denied') return line`Nobody decided in time on the move to ${to}. It can be asked for again.`;
  const { by, at } = outcome.deed;
  return line`The move to ${to} was denied by ${by}, ${moment(at)}. Reason: ${sentence(outcome.reason ?? 'none given')}`;
}

const askedText = ({ to, address }: Move, { why, expiresAt }: NonNullable<Move['request']>): Text => [
  ...line`A move to ${strong(to)} as ${address} waits for IT to decide, until ${moment(expiresAt, true)}. `,
  ...line`Why: ${why}. Nothing changes before that.`,
];

function clearingText(move: Move): Text {
  const stuck = stuckOf(move);
  const rest = stuck ? ` ${stuck.reason ?? 'IT has a task.'}` : ' The rest goes by itself.';
  return [
    ...line`Moved from ${strong(move.from)}. Its secret goes first, so nothing can be sent with the old one.`,
    rest,
  ];
}

/** Who asked may change it; every owner may take it back, because it is their sender. */
export function askedButtons({ move }: Progress): Button[] {
  const request = move?.request;
  if (!request) return [];
  const data = { requestId: request.requestId, version: String(request.version) };
  const withdraw: Button = { ...execute('Withdraw the move', 'withdraw', data), more: true };
  return request.mayChange
    ? [{ ...openDialog('Change the move…', 'edit-open', data), more: true }, withdraw]
    : [withdraw];
}
