import type { SlackUser } from './slack-user.ts';

/**
 * Which person of the organisation an account of another platform is. `asked`: waits for that person's word in Teams. `suspended`: was good
 * once and is not any more (`why`); only linking anew ends it. `ended`: the person said that it is not theirs, or took it back.
 */
export type AccountLink = {
  /** `slack:T…:U…`: an id is unique within its workspace only. */
  account: string;
  accountName: string;
  /** At the time of linking; another one later suspends the link. */
  accountEmail: string | null;
  personId: string;
  how: 'sign-in' | 'teams' | 'sso';
  state: 'asked' | 'linked' | 'suspended' | 'ended';
  why: LinkWhy | null;
  /** Of this state. */
  since: Date;
};

export type LinkWhy = 'email-changed' | 'deactivated' | 'person-gone' | 'not-mine' | 'taken-back';

export const accountKey = ({ teamId, userId }: Pick<SlackUser, 'teamId' | 'userId'>): string =>
  `slack:${teamId}:${userId}`;

/** The account's ids again. */
export function accountOf({ account }: Pick<AccountLink, 'account'>): Pick<SlackUser, 'teamId' | 'userId'> {
  const [, teamId = '', userId = ''] = account.split(':');
  return { teamId, userId };
}
