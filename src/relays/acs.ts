import type { AcsDesired, Desired, StepKind } from '../senders/sender.ts';
import { SendpassError } from '../shared/errors.ts';
import type { Carries, Relay, Volume } from './relay.ts';

const order: readonly StepKind[] = [
  'application',
  'principal',
  'role',
  'secret',
  'mail-from',
  'smtp-username',
  'log-in',
  'test-mail',
];

// Per subscription: every sender and everything else that sends through this subscription shares them (facts/azure §5, default tier).
const limits = {
  perMinute: 30,
  perHour: 100,
  recipientsPerMail: 50,
  bytesPerMail: 10_000_000,
  connections: 250,
  sharedBy: 'subscription',
} as const;

/** ACS Email over SMTP. Sources: facts/azure §0 (end date), §3 (order of removal), §5 (limits). */
export const acs: Relay = {
  id: 'acs',
  title: 'ACS Email',
  ends: {
    on: new Date('2028-09-30T00:00:00Z'),
    notice: 'Microsoft ends ACS Email on 30 Sep 2028. Senders have to move to another relay before.',
  },
  limits,
  login: 'password',
  asksConsent: () => false,
  severalMailboxes: false,
  // Verified by ACS, with the domain.
  dkim: [],
  edges: {
    application: [],
    principal: ['application'],
    role: ['principal'],
    secret: ['application'],
    'mail-from': [],
    'smtp-username': ['application'],
    'log-in': ['role', 'secret', 'mail-from', 'smtp-username'],
    'test-mail': ['log-in'],
  },
  steps: (desired) => order.filter((kind) => kind !== 'smtp-username' || acsOf(desired).smtpUsername !== null),
  // The secret first: a role that is gone is honoured for minutes more. A principal removed before its assignment leaves an "Identity not
  // found" row that nobody can explain.
  removal: ['secret', 'smtp-username', 'role', 'mail-from', 'principal', 'application'],
  canCarry,
  ifStolen: (desired) =>
    `Mail as any address on ${desired.domain}; the role also lets its holder change the settings of ${acsNameOf(acsOf(desired).acsResourceId)} itself. ` +
    'Retiring it ends that, at the latest when tokens already issued run out (about an hour).',
  // A role assignment takes up to ten minutes to be honoured (facts/azure §3).
  settling: {
    ms: 10 * 60_000,
    says: 'The role takes up to 10 minutes to reach the mail service; usually it is much faster.',
    thenAsk: false,
  },
  whereToLook(desired) {
    const name = acsNameOf(acsOf(desired).acsResourceId);
    return `Check that ${desired.domain} is linked to ${name} and that the role assignment on ${name} exists.`;
  },
  loginName(desired, ids) {
    const usernames = acsUsernames({ ...acsOf(desired), ...ids });
    // A short one was made because the client cannot hold the long form.
    return usernames.short ?? usernames.pipe;
  },
};

/** The part of a desired state that only this relay has. Another relay's here is a step walked for the wrong route: a bug. */
export function acsOf(desired: Desired): AcsDesired {
  if (desired.relay === 'acs') return desired;
  throw new SendpassError({ code: 'wrong-relay', kind: 'bug', advice: `This is not for ${desired.relay}.` });
}

/**
 * `attention` = only with a raised quota, which Sendpass cannot see: a person must know. Limits are the default tier's (facts/azure §5) and
 * shared by all senders of the subscription.
 */
function canCarry({ perHour, perDay, recipients }: Volume): Carries {
  const hourly = limits.perHour;
  const many = (count: number): string => count.toLocaleString('en-GB');
  if (perHour > hourly || perDay > hourly * 24)
    return {
      result: 'attention',
      text: `${many(perHour)} an hour, ${many(perDay)} a day: more than the default limit of ${hourly} an hour for all senders together. Works only if the quota was raised.`,
    };
  return perHour * 2 > hourly
    ? { result: 'attention', text: `takes ${perHour} of the ${hourly} mails an hour all senders share` }
    : { result: 'ok', text: `volume fits (${perHour} of ${hourly} an hour, ${recipients} recipients)` };
}

export type Usernames = { pipe: string; dot: string; short: string | null };

/** The three forms of one log-in name: `acs|app|tenant`, `acs.app.tenant`, and the SMTP username resource's (facts/azure §5). */
export function acsUsernames(parts: {
  acsResourceId: string;
  appId: string;
  tenantId: string;
  smtpUsername: string | null;
}): Usernames {
  const words = [acsNameOf(parts.acsResourceId), parts.appId, parts.tenantId];
  return { pipe: words.join('|'), dot: words.join('.'), short: parts.smtpUsername };
}

/** `acs-prod` of …/communicationServices/acs-prod. */
export const acsNameOf = (acsResourceId: string): string => acsResourceId.split('/').at(-1) ?? acsResourceId;
