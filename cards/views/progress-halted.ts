import type { ProgressStop } from '../../src/chat/view-life.ts';
import type { Block, Button, Card, Text } from '../card.ts';
import { cardWith, execute, line, moment, openDialog, sentence } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

type Progress = ViewOf<'progress'>;
type Halted = Progress & { halted: ProgressStop };

export const isHalted = (view: Progress): view is Halted => view.halted !== undefined;

/** Somebody pressed Stop: since when log-ins are refused, and what may still come. */
export function haltedCard(view: Halted): Card {
  const { halted, request } = view;
  const isRefused = halted.refusedAt !== null;
  const title = `${request.appName}: ${isRefused ? 'stopped' : 'being stopped'}`;
  return cardWith({
    title,
    status: isRefused
      ? { word: 'stopped', symbol: '✗', tone: 'attention' }
      : { word: 'being stopped', symbol: '◐', tone: 'attention' },
    lead: leadOf(halted),
    blocks: [{ block: 'facts', facts: factsOf(halted) }, ...restartBlocks(view)],
    buttons: view.mayAct ? [...restartButtons(view), retire(view)] : [],
    footer: line`Sent as ${request.address}`,
    summary: title,
  });
}

function leadOf({ deed, refusedAt, reason }: ProgressStop): Text {
  const by = line`Stopped by ${deed.by}, ${moment(deed.at)}. `;
  if (refusedAt === null)
    return [
      ...by,
      ...line`It is done when a log-in is refused.`,
      ...(reason === null ? [] : line` Waiting: ${sentence(reason)}`),
    ];
  return [
    ...by,
    ...line`Its secrets are removed and its application is disabled. It starts again only when IT approves that.`,
  ];
}

function factsOf({ refusedAt, tokensUntil, byToken }: ProgressStop): { label: string; value: Text }[] {
  if (refusedAt === null) return [{ label: 'Log-in', value: line`not refused yet` }];
  const still = byToken ? 'a token given before may send' : 'what was logged in before may send';
  return [
    { label: 'Log-in', value: line`refused since ${moment(refusedAt)}` },
    ...(tokensUntil === null
      ? []
      : [{ label: 'Still possible', value: line`${still} until ${moment(tokensUntil, true)} at the latest` }]),
  ];
}

const retire = ({ senderId }: Progress): Button => openDialog('Retire…', 'retire-open', { senderId }, 'destructive');

/** Asked for, and waiting for IT. */
export const restartBlocks = ({ restart }: Progress): Block[] =>
  restart
    ? [
        {
          block: 'section',
          tone: 'accent',
          blocks: [
            {
              block: 'text',
              text: line`That it starts again waits for IT to decide, until ${moment(restart.expiresAt, true)}. Nothing changes before that.`,
            },
          ],
        },
      ]
    : [];

export function restartButtons({ restart, mayRestart, senderId }: Progress): Button[] {
  if (mayRestart) return [openDialog('Start again…', 'restart-open', { senderId })];
  if (!restart?.mayWithdraw) return [];
  const data = { requestId: restart.requestId, version: String(restart.version) };
  return [execute('Withdraw the request', 'withdraw', data)];
}
