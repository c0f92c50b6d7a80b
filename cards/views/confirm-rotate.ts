import type { Block, Card } from '../card.ts';
import { cardWith, line, user } from '../text.ts';
import type { ViewOf } from '../view-of.ts';
import { blastBlocks } from './blast.ts';

/** Removing the old secret although places are open: they come first, then what stops. */
export function confirmRotateFinishCard(view: ViewOf<'confirm-rotate-finish'>): Card {
  const { open, blast } = view;
  return cardWith({
    title: `Remove the old secret of ${view.appName} now?`,
    status: view.changed ? { word: 'the list has changed', symbol: '▲', tone: 'warning' } : null,
    lead:
      open.length === 0
        ? line`No place is open. The new secret is then its only one.`
        : line`${open.length === 1 ? 'One place is' : `${open.length} places are`} not ticked. What still uses the old secret there stops sending.`,
    blocks: [...openList(open), ...blastBlocks(blast, line`Mail with the old secret stops. This cannot be undone.`)],
    dialog: {
      title: 'Remove the old secret',
      size: 'medium',
      submit: {
        title: open.length === 0 ? 'Remove it' : 'Remove it anyway',
        verb: 'rotate-finish-submit',
        data: { senderId: view.senderId, open: open.map(({ no }) => no).join(',') },
        style: 'destructive',
      },
    },
  });
}

const openList = (open: ViewOf<'confirm-rotate-finish'>['open']): Block[] =>
  open.length === 0
    ? []
    : [
        { block: 'heading', text: 'Not ticked' },
        { block: 'list', items: open.map(({ place }) => ({ symbol: '▲', tone: 'warning', text: user(place) })) },
      ];

/** Calling it off: the old secret is what stays. */
export function confirmRotateCancelCard({ senderId, appName, haveNew }: ViewOf<'confirm-rotate-cancel'>): Card {
  return cardWith({
    title: `Call off the new secret of ${appName}?`,
    lead: line`It goes on with the old one. Places that have the new one already stop sending: give them the old one back first.`,
    blocks:
      haveNew.length === 0
        ? [{ block: 'text', text: line`No place is ticked.` }]
        : [
            { block: 'heading', text: 'Have the new one, as was said' },
            { block: 'list', items: haveNew.map((place) => ({ symbol: '▲', tone: 'warning', text: user(place) })) },
          ],
    dialog: {
      title: 'Call it off',
      size: 'medium',
      submit: { title: 'Call it off', verb: 'rotate-cancel-submit', data: { senderId }, style: 'destructive' },
    },
  });
}
