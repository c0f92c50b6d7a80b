import type { Card } from '../card.ts';
import { cardWith, line } from '../text.ts';
import type { ViewOf } from '../view-of.ts';
import { blastBlocks } from './blast.ts';

/** Stop: what it takes away, and how it comes back. */
export function confirmStopCard({ senderId, appName, blast }: ViewOf<'confirm-stop'>): Card {
  return cardWith({
    title: `Stop ${appName} now?`,
    lead: line`Its application is disabled and its secrets are removed, until a log-in is refused. It starts again only when IT approves that, with a new secret.`,
    blocks: blastBlocks(blast, line`No mail can be sent with it any more.`),
    dialog: {
      title: 'Stop the sender',
      size: 'medium',
      submit: { title: 'Stop it now', verb: 'stop-submit', data: { senderId }, style: 'destructive' },
    },
  });
}
