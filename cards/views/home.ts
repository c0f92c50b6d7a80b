import type { Block, Card } from '../card.ts';
import { cardWith, line, openDialog, plain, strong } from '../text.ts';
import type { ViewOf } from '../view-of.ts';
import { approvalItem } from './approvals.ts';
import { senderItem } from './senders.ts';

/** One's own page: what waits for a decision first, then one's senders; what can be done with a sender is done on its card. */
export function homeCard(view: ViewOf<'home'>): Card {
  return cardWith({
    title: view.name,
    lead: lead(view),
    blocks: [...waiting(view), ...senders(view)],
    buttons: [
      openDialog('Request a sender…', 'request-open', {}, 'positive'),
      openDialog('What can I do here?', 'help-open', {}),
    ],
    footer: line`Each sender has its own card in your private chat with ${view.name}. Commands work anywhere: ${`${view.typed} help`}`,
    summary: `${view.name}: your senders and what waits for you`,
  });
}

function lead({ waits, senders }: ViewOf<'home'>): Card['lead'] {
  const mine = (waits ?? []).filter((request) => !request.ownRequest).length;
  if (mine > 0) return line`${strong(mine === 1 ? '1 request waits' : `${mine} requests wait`)} for your decision.`;
  if (senders.length === 0)
    return line`Need an application to send mail? Ask here: IT approves on a card, and only you see the credentials.`;
  const urgent = senders.filter((sender) => sender.tone === 'warning' || sender.tone === 'attention').length;
  return urgent === 0
    ? line`Nothing waits for you.`
    : line`${urgent === 1 ? '1 sender needs' : `${urgent} senders need`} attention, see below.`;
}

function waiting({ waits, channel }: ViewOf<'home'>): Block[] {
  if (waits === null) return [];
  const where =
    channel === null
      ? line`No approvals channel is set: type ${strong('approvals here')} in the channel that decides.`
      : line`Decided on the cards in ${strong(channel)}.`;
  return [
    { block: 'heading', text: 'Waits for a decision' },
    waits.length === 0
      ? { block: 'text', text: plain('Nothing.'), small: true }
      : { block: 'list', items: waits.map(approvalItem) },
    { block: 'text', text: where, small: true },
  ];
}

const senders = (view: ViewOf<'home'>): Block[] => [
  { block: 'heading', text: view.senders.length > 1 ? `Your ${view.senders.length} senders` : 'Your senders' },
  view.senders.length === 0
    ? { block: 'text', text: plain('None yet.'), small: true }
    : { block: 'list', items: view.senders.map(senderItem) },
];
