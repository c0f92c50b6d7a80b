import type { ComposedCredentials } from '../../src/credentials/composed.ts';
import type { Block, Card } from '../card.ts';
import { cardWith, day, line } from '../text.ts';
import type { ViewOf } from '../view-of.ts';
import { oauthBlocks, oauthFooter } from './reveal-oauth.ts';
import { passwordBlocks, passwordFooter } from './reveal-password.ts';

/**
 * Dialog only, text only: an input or a submit would send the whole view, secret included, back with the next click. The title and the
 * summary hold no secret, they may reach a notification.
 */
export function revealCard(view: ViewOf<'reveal'>): Card {
  const { credentials } = view;
  const { above, below, secret } = partsOf(credentials);
  const blocks: Block[] = [
    ...above,
    // The generic profile has no name to paste into.
    {
      block: 'heading',
      text: view.client === 'generic' ? 'All of it, field by field' : `Paste this into: ${view.settings.title}`,
    },
    { block: 'code', text: view.settings.text, hides: secret },
    {
      block: 'text',
      small: true,
      text: [
        view.settings.tested
          ? 'These lines were run against a mail server when this version was tested.'
          : 'These lines were not run by us: compare the field names with yours.',
        ...line` ${view.settings.note}`,
      ],
    },
    ...below,
  ];
  return cardWith({
    title: `Credentials for ${view.appName}`,
    status: { word: 'do not forward this', symbol: '▲', tone: 'warning' },
    lead: line`Copy them now and close this window. It was recorded that you saw them, and the other owners are told.`,
    blocks,
    footer: line`Ends ${day(credentials.endsAt, true)}. Note the day: sending ends with it.`,
    dialog: { title: 'Credentials', size: 'large', submit: null },
  });
}

const partsOf = (credentials: ComposedCredentials) =>
  credentials.login === 'password'
    ? { above: passwordBlocks(credentials), below: passwordFooter(credentials), secret: credentials.password }
    : { above: oauthBlocks(credentials), below: oauthFooter(credentials), secret: credentials.clientSecret };
