import type { Block, Card } from '../card.ts';
import { cardWith, line, user } from '../text.ts';
import type { ViewOf } from '../view-of.ts';
import { removesBlocks } from './removes.ts';

/** Removing the old way although places are open: they come first, then what stops. */
export function confirmMoveFinishCard(view: ViewOf<'confirm-move-finish'>): Card {
  const { open } = view;
  return cardWith({
    title: `Remove ${view.from} from ${view.appName} now?`,
    status: view.changed ? { word: 'the list has changed', symbol: '▲', tone: 'warning' } : null,
    lead:
      open.length === 0
        ? line`Every place is ticked. ${view.to} is then its only way.`
        : line`${open.length === 1 ? 'One place is' : `${open.length} places are`} not ticked. What still uses the old credentials there stops sending.`,
    blocks: [
      ...openList(open),
      { block: 'section', tone: 'attention', blocks: [{ block: 'text', text: user(view.blastRadius) }] },
      ...removesBlocks(view.removes),
    ],
    dialog: {
      title: 'Remove the old way',
      size: 'medium',
      submit: {
        title: open.length === 0 ? 'Remove it' : 'Remove it anyway',
        verb: 'move-finish-submit',
        data: { senderId: view.senderId, open: open.map(({ no }) => no).join(',') },
        style: 'destructive',
      },
    },
  });
}

const openList = (open: ViewOf<'confirm-move-finish'>['open']): Block[] =>
  open.length === 0
    ? []
    : [
        { block: 'heading', text: 'Not ticked' },
        { block: 'list', items: open.map(({ place }) => ({ symbol: '▲', tone: 'warning', text: user(place) })) },
      ];

/** Calling a move off: the old way is what stays. */
export function confirmMoveCancelCard(view: ViewOf<'confirm-move-cancel'>): Card {
  return cardWith({
    title: `Call off the move of ${view.appName}?`,
    lead: line`It goes on through ${view.from} as it does now. Places that have the credentials for ${view.to} already stop sending: give them the old ones back first.`,
    blocks: removesBlocks(view.removes),
    dialog: {
      title: 'Call off the move',
      size: 'medium',
      submit: {
        title: 'Call it off',
        verb: 'move-cancel-submit',
        data: { senderId: view.senderId },
        style: 'destructive',
      },
    },
  });
}
