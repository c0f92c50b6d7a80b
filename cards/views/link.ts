import type { LinkWhy } from '../../src/people/account-link.ts';
import type { Button, Card, Status, Text } from '../card.ts';
import { cardWith, execute, line, moment, plain } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

type View = ViewOf<'link'>;

export function linkCard(view: View): Card {
  const { accountName, accountEmail, personName } = view;
  return cardWith({
    title: titleOf(view),
    status: statuses[view.state],
    lead: leadOf(view),
    blocks: [
      {
        block: 'facts',
        facts: [
          {
            label: 'Slack account',
            value: accountEmail ? line`${accountName}, ${accountEmail}` : line`${accountName}`,
          },
          { label: 'Person', value: line`${personName}` },
          { label: view.state === 'asked' ? 'Asked' : 'Since', value: [moment(view.since)] },
        ],
      },
    ],
    buttons: buttonsOf(view),
    footer:
      view.state === 'linked' || view.state === 'asked'
        ? line`What a linked account does counts as yours: requests, decisions, seeing credentials.`
        : null,
  });
}

const statuses: Record<View['state'], Status> = {
  asked: { word: 'waiting for your answer', symbol: '●', tone: 'accent' },
  linked: { word: 'linked', symbol: '✓', tone: 'good' },
  suspended: { word: 'suspended', symbol: '▲', tone: 'attention' },
  ended: { word: 'not linked', symbol: '○', tone: 'neutral' },
};

function titleOf({ state, accountName }: View): string {
  switch (state) {
    case 'asked':
      return `Is the Slack account ${accountName} yours?`;
    case 'linked':
      return `The Slack account ${accountName} speaks for you`;
    case 'suspended':
      return `The link to the Slack account ${accountName} is suspended`;
    case 'ended':
      return `The Slack account ${accountName} does not speak for you`;
  }
}

function leadOf({ state, why }: View): Text {
  switch (state) {
    case 'asked':
      return plain(
        'Somebody asked Sendpass for this from that account. If it was not you, say no: nothing was linked.',
      );
    case 'linked':
      return plain('If you did not do this, take it back now and tell IT.');
    case 'suspended':
    case 'ended':
      return plain(why === null ? 'Nothing is done for that account.' : whys[why]);
  }
}

const whys: Record<LinkWhy, string> = {
  'email-changed': 'The address of the account changed. If it is still yours, link it again from Slack.',
  deactivated: 'The account was deactivated. When it is yours again, link it again from Slack.',
  'person-gone': 'The directory’s account may not sign in any more. Nothing is done for the Slack account.',
  'not-mine': 'You said that it is not yours. Nothing was linked.',
  'taken-back': 'The link was taken back, or the account is linked to somebody else now.',
};

function buttonsOf({ state, account }: View): Button[] {
  if (state === 'asked')
    return [
      execute('It is not mine', 'link-end', { account }),
      execute('It is mine', 'link-confirm', { account }, 'positive'),
    ];
  return state === 'linked' ? [execute('Take it back', 'link-end', { account }, 'destructive')] : [];
}
