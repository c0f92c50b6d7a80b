import type { ProgressRotation } from '../../src/chat/view-life.ts';
import type { Block, Button, Card, Status, Text } from '../card.ts';
import { cardWith, day, line, moment, openDialog, plain, sentence, strong } from '../text.ts';
import type { ViewOf } from '../view-of.ts';
import { placeItem } from './place-item.ts';

type Progress = ViewOf<'progress'>;
export type Rotating = Progress & { rotation: ProgressRotation };

/** Something for its owner to do or to know before all else: then the card is about the new secret. */
export const isRotating = (view: Progress): view is Rotating =>
  view.rotation !== undefined && (view.rotation.cannotSend || ['issuing', 'overlap'].includes(view.rotation.state));

/** The new secret comes first; what it sends with meanwhile stands below, because that is what works. */
export function rotatingCard(view: Rotating, sendsBy: Block[]): Card {
  const title = view.rotation.cannotSend
    ? `${view.request.appName}: its secret leaked, a new one is made`
    : `${view.request.appName}: a new secret beside the old one`;
  return cardWith({
    title,
    status: statusOf(view.rotation),
    lead: leadOf(view.rotation),
    blocks: [...blocksOf(view.rotation), ...sendsBy],
    buttons: view.mayAct ? buttonsOf(view) : [],
    footer: footerOf(view.rotation),
    summary: title,
  });
}

function statusOf({ state, places, cannotSend }: ProgressRotation): Status {
  if (cannotSend) return { word: 'cannot send', symbol: '✗', tone: 'attention' };
  if (state === 'issuing') return { word: 'being made', symbol: '◐', tone: 'accent' };
  const done = places.filter((each) => each.done !== null).length;
  return { word: `${done} of ${places.length} places have it`, symbol: '◐', tone: 'accent' };
}

function leadOf({ state, cannotSend, reveal, started, reason }: ProgressRotation): Text {
  const waits = reason === null ? [] : line` ${sentence(reason)}`;
  if (cannotSend)
    return [
      ...line`Reported by ${started.by}. The old secret is taken away first; the new one is shown here once it is proven.`,
      ...waits,
    ];
  if (state === 'issuing')
    return [...line`Asked for by ${started.by}. Nothing to do: the old secret goes on working meanwhile.`, ...waits];
  if (reveal.vaultSecret !== null)
    return line`Proven, and what the application reads as ${strong(reveal.vaultSecret)} is the new one by now. The old one goes by itself.`;
  return line`Proven by a log-in. Next: paste it in each place, and tick it. The old one works until the last tick.`;
}

function blocksOf(rotation: ProgressRotation): Block[] {
  const { state, oldEndsAt, newEndsAt, places, reveal, removeAt } = rotation;
  const times = timesOf(reveal.count);
  const { windowEndsAt } = reveal;
  return [
    {
      block: 'facts',
      facts: [
        ...(oldEndsAt === null || rotation.leaked
          ? []
          : [{ label: 'Old secret', value: line`until ${day(oldEndsAt, true)}` }]),
        { label: 'New secret', value: line`until ${day(newEndsAt, true)}` },
        ...(state === 'overlap' && reveal.vaultSecret === null && windowEndsAt
          ? [
              {
                label: 'Credentials',
                value: reveal.closed
                  ? line`${times}; the time to show them is over. Call it off and begin anew if they are lost.`
                  : line`${times}, can be shown until ${moment(windowEndsAt, true)}`,
              },
            ]
          : []),
        ...(removeAt === null
          ? []
          : [{ label: 'Old one goes', value: line`${moment(removeAt, true)}, even if places are open` }]),
      ],
    },
    ...(state !== 'overlap' || reveal.vaultSecret !== null || places.length === 0
      ? []
      : [{ block: 'heading', text: 'Places' } as const, { block: 'list', items: places.map(placeItem) } as const]),
  ];
}

function buttonsOf({ rotation, senderId, revealToken }: Rotating): Button[] {
  const data = { senderId };
  const stop: Button = { ...openDialog('Stop…', 'stop-open', data, 'destructive'), more: true };
  const callOff: Button[] = rotation.mayCallOff
    ? [{ ...openDialog('Call it off…', 'rotate-cancel-open', data), more: true }]
    : [];
  if (rotation.state !== 'overlap') return [...callOff, stop];
  const show =
    rotation.revealToken === null
      ? []
      : [
          openDialog(
            'Show new credentials',
            'reveal',
            { ...data, token: rotation.revealToken, of: 'rotated' },
            'positive',
          ),
        ];
  const old: Button[] =
    revealToken === null || show.length > 0
      ? []
      : [{ ...openDialog('Show old credentials', 'reveal', { ...data, token: revealToken }), more: true }];
  const tick =
    rotation.reveal.vaultSecret === null && rotation.places.length > 0
      ? [openDialog('Tick places…', 'rotate-places-open', data)]
      : [];
  return [
    ...show,
    ...tick,
    ...old,
    { ...openDialog('Remove the old one now…', 'rotate-finish-open', data, 'destructive'), more: true },
    ...callOff,
    stop,
  ].slice(0, 5);
}

const footerOf = ({ removeAt, cannotSend }: ProgressRotation): Text =>
  cannotSend
    ? plain('Whoever had seen the old secret stands in the audit log.')
    : removeAt === null
      ? plain('The old secret is removed by the last tick, or by a person; never by time alone.')
      : plain('The old secret goes by time, as was chosen when this began.');

/** The old ones are going, or it was called off: a part of the sender's usual card. */
export function rotationBlocks({ rotation }: Progress): Block[] {
  if (!rotation || rotation.cannotSend) return [];
  const waits = rotation.reason === null ? [] : line` ${sentence(rotation.reason)}`;
  if (rotation.state === 'removing')
    return [
      section('good', [
        ...line`The new secret is the only one to use. The old one is being removed; it is gone when a log-in with it is refused.`,
        ...waits,
      ]),
    ];
  if (rotation.state === 'cancelling')
    return [
      section('neutral', [...line`The new secret was called off and is being removed. The old one goes on.`, ...waits]),
    ];
  return [];
}

const section = (tone: 'neutral' | 'good', text: Text): Block => ({
  block: 'section',
  tone,
  blocks: [{ block: 'text', text }],
});

/** How often credentials were shown. */
export function timesOf(count: number): string {
  if (count === 0) return 'not shown yet';
  return count === 1 ? 'shown once' : `shown ${count} times`;
}
