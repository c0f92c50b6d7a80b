import type { ApprovalRow } from '../../src/chat/view.ts';
import type { Card, Item, Text } from '../card.ts';
import { cardWith, line, moment, strong } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

/** One request that waits, and until when. */
export const approvalItem = (request: ApprovalRow): Item => ({
  symbol: request.ownRequest ? '·' : '●',
  tone: request.ownRequest ? 'neutral' : 'accent',
  text: line`${strong(request.appName)} as ${request.address}`,
  note: request.ownRequest
    ? line`yours: somebody else decides it, by ${moment(request.expiresAt, true)}`
    : line`asked by ${request.askedBy} · decide by ${moment(request.expiresAt, true)}`,
});

export function approvalsCard(view: ViewOf<'approvals'>): Card {
  const trouble = view.channel === null ? noChannel : view.lost ? lostChannel(view.channel) : null;
  const status = trouble ? { status: { word: 'no card can be posted', symbol: '▲', tone: 'warning' } as const } : {};
  if (view.requests.length === 0)
    return cardWith({
      title: 'Nothing waits for you',
      ...status,
      lead: trouble ?? line`New requests arrive in ${strong(view.channel ?? '')}.`,
    });
  const waiting = view.requests.filter((request) => !request.ownRequest).length;
  return cardWith({
    title: waiting === 1 ? '1 request waits for you' : `${waiting} requests wait for you`,
    ...status,
    lead: trouble ?? line`Decide on the cards in the approvals channel, ${strong(view.channel ?? '')}.`,
    blocks: [{ block: 'list', items: view.requests.map(approvalItem) }],
  });
}

const noChannel = line`No approvals channel is set, so no card can be posted: type ${strong('approvals here')} in the channel that decides. What waits is posted there then.`;

const lostChannel = (name: string): Text =>
  line`Sendpass cannot write in the approvals channel, ${strong(name)}, any more: it was removed or blocked there. Add it there again, or type ${strong('approvals here')} in another channel. What waits is posted there then.`;
