import type { View } from '../../../src/chat/view.ts';

type Say = (text: string) => string;

/** What is shown about linking an account of another platform. */
export function linkViews(say: Say): Record<string, View> {
  return {
    ...Object.fromEntries(
      (['asked', 'linked', 'suspended', 'ended'] as const).map((state): [string, View] => [
        `link-${state}`,
        {
          view: 'link',
          account: 'slack:T1:U1',
          accountName: say('olivia'),
          accountEmail: say('olivia.brandt@contoso.com'),
          personName: say('Olivia Brandt'),
          state,
          why: state === 'suspended' ? 'email-changed' : state === 'ended' ? 'not-mine' : null,
          since: new Date('2026-11-24T09:12:00Z'),
        },
      ]),
    ),
    'link-needed': { view: 'link-needed', say: say('Your Slack account is not linked.'), byEntra: true, byTeams: true },
    'link-open': {
      view: 'link-open',
      url: 'https://sendpass.contoso.com/sign-in?ticket=abc',
      accountName: say('olivia'),
    },
  };
}
