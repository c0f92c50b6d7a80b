import type { Button, Card } from '../card.ts';
import { cardWith, execute, line, user } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

export function linkNeededCard(view: ViewOf<'link-needed'>): Card {
  const buttons: Button[] = [];
  if (view.byEntra) buttons.push(execute('Sign in', 'link-sign-in', {}, 'positive'));
  if (view.byTeams) buttons.push(execute('Ask me in Teams', 'link-in-teams', {}));
  return cardWith({
    title: 'Say who you are first',
    status: { word: 'not linked', symbol: '▲', tone: 'warning' },
    lead: user(view.say),
    blocks: [
      {
        block: 'text',
        text: line`Requests, decisions and credentials belong to people of your organisation. Linking takes a minute and is done once.`,
      },
    ],
    buttons,
    footer: buttons.length === 0 ? line`Neither way is set up here: ask IT, or use Sendpass in Teams.` : null,
  });
}
