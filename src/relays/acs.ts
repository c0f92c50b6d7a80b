import type { StepKind } from '../senders/sender.ts';
import type { Relay } from './relay.ts';

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

/** ACS Email over SMTP. Sources: facts/azure §0 (end date), §3 (order of removal), §5 (limits; those of the default tier). */
export const acs: Relay = {
  id: 'acs',
  title: 'ACS Email',
  ends: {
    on: new Date('2028-09-30T00:00:00Z'),
    notice: 'Microsoft ends ACS Email on 30 Sep 2028. Senders have to move to another relay before.',
  },
  // Per subscription: every sender and everything else that sends through this subscription shares them.
  limits: { perMinute: 30, perHour: 100, recipientsPerMail: 50, bytesPerMail: 10_000_000, connections: 250 },
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
  steps: (desired) => order.filter((kind) => kind !== 'smtp-username' || desired.smtpUsername !== null),
  // A principal removed before its assignment leaves an "Identity not found" row that nobody can explain.
  removal: ['smtp-username', 'role', 'secret', 'mail-from', 'principal', 'application'],
};

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
