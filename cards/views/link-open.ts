import type { Card } from '../card.ts';
import { cardWith, line } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

export function linkOpenCard(view: ViewOf<'link-open'>): Card {
  return cardWith({
    title: 'Sign in to link your account',
    lead: line`The page asks your organisation’s sign-in who you are, shows both names, and links ${view.accountName} when you say yes.`,
    buttons: [{ button: 'link', title: 'Open the sign-in page', url: view.url, style: 'positive' }],
    footer: line`Good for ten minutes and for one browser. Do not pass it on: whoever signs in there would be taken for you here.`,
  });
}
