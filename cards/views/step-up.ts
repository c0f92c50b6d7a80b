import type { Card } from '../card.ts';
import { cardWith, line, strong } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

const words = {
  approve: { doing: 'Approving', again: 'Approve' },
  reveal: { doing: 'Seeing the credentials of', again: 'Show credentials' },
} as const;

/** A link to sign in, before something that the policy lets nobody do on an open session alone. */
export function stepUpCard({ what, appName, url }: ViewOf<'step-up'>): Card {
  const { doing, again } = words[what];
  return cardWith({
    title: 'Sign in first',
    lead: line`${doing} ${appName} needs a fresh sign-in as yourself. Then press ${strong(again)} once more.`,
    buttons: [{ button: 'link', title: 'Sign in', url, style: 'positive' }],
    dialog: { title: 'Sign in first', size: 'small', submit: null },
    // Where only a line can be answered, the link stands in it.
    summary: `Sign in first, then press ${again} once more: ${url}`,
  });
}
