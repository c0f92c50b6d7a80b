import type { Relay } from '../relays/relay.ts';
import type { Cause } from './cause.ts';

const anew = 'Retire this sender and ask for a new one: it comes with a new secret.';

function limitOf(relay: Relay | undefined): string {
  if (relay === undefined) return 'The mail service’s limit on mails per minute or hour';
  const { perMinute, perHour, sharedBy } = relay.limits;
  return sharedBy === 'mailbox'
    ? `The mailbox’s limit of ${perMinute} mails a minute`
    : `The limit of ${perMinute} mails a minute and ${perHour} an hour (unless it was raised), which all senders of the subscription share,`;
}

/** What is wrong on the side Sendpass can look at. */
export const serverSide = {
  'secret-expired': {
    what: 'Its secret has ended.',
    who: 'owner',
    fix: anew,
    remedy: 'retire',
    ruledOutBy: ['secret', 'token', 'log-in'],
  },
  'secret-removed': {
    what: 'Its secret was removed in Entra.',
    who: 'owner',
    fix: anew,
    remedy: 'retire',
    ruledOutBy: ['secret', 'token', 'log-in'],
  },
  'app-missing': {
    what: 'Its application is not in Entra any more.',
    who: 'entra-admin',
    fix: 'Restore the deleted application (possible for 30 days), or retire the sender.',
    remedy: 'hand-over',
    ruledOutBy: ['application', 'token', 'log-in'],
  },
  'principal-missing': {
    what: 'Its enterprise application (service principal) was deleted in Entra.',
    who: 'entra-admin',
    fix: 'Restore the deleted enterprise application (possible for 30 days), or retire the sender.',
    remedy: 'hand-over',
    ruledOutBy: ['principal', 'token', 'log-in'],
  },
  'app-disabled': {
    what: 'Its application is disabled in Entra.',
    who: 'entra-admin',
    fix: 'If it was not disabled on purpose, set "Enabled for users to sign in" of the enterprise application to Yes.',
    remedy: 'task',
    ruledOutBy: ['principal', 'token', 'log-in'],
  },
  'role-missing': {
    what: 'It has lost its role on the ACS resource.',
    who: 'azure-admin',
    fix: 'Assign the role "SMTP sender" on the ACS resource to the application again; it takes up to 10 minutes to work.',
    remedy: 'hand-over',
    ruledOutBy: ['role', 'log-in'],
    only: 'role',
  },
  'smtp-username-missing': {
    what: 'Its short user name is gone, or belongs to another application.',
    who: 'azure-admin',
    fix: 'Link the short SMTP username to the application again on the ACS resource.',
    remedy: 'hand-over',
    ruledOutBy: ['smtp-username', 'log-in'],
    only: 'smtp-username',
  },
  'mailfrom-missing': {
    what: 'Its MailFrom address is not on the domain any more.',
    who: 'azure-admin',
    fix: 'Add the MailFrom address to the domain again.',
    remedy: 'hand-over',
    ruledOutBy: ['mail-from'],
    only: 'mail-from',
  },
  'domain-not-linked': {
    what: 'Its domain is not linked to the ACS resource.',
    who: 'azure-admin',
    fix: 'Connect the domain to the ACS resource again.',
    remedy: 'task',
    ruledOutBy: ['domain'],
    only: 'mail-from',
  },
  'domain-not-verified': {
    what: 'Its domain is not fully verified any more.',
    who: 'azure-admin',
    fix: 'Put the DNS records of the domain right (SPF has to end in -all) and verify it again.',
    remedy: 'task',
    ruledOutBy: ['domain'],
    only: 'mail-from',
  },
  'conditional-access': {
    what: 'A Conditional Access policy blocks its sign-in.',
    who: 'entra-admin',
    fix: 'Look the sign-in up in Entra’s log and allow this application, or where it runs, in the policy named there.',
    remedy: null,
    ruledOutBy: ['token'],
  },
  'relay-refuses': {
    what: 'The mail service refuses the log-in with the stored secret too: the application is not at fault.',
    who: 'azure-admin',
    fix: 'After a change of its role wait 10 minutes; else check the role and the linked domain on the ACS resource.',
    remedy: 'task',
    ruledOutBy: ['log-in'],
    only: 'password',
  },
  'relay-unreachable': {
    what: 'The mail service cannot be reached from Sendpass either.',
    who: 'network',
    fix: 'Look at Azure’s status page, and at the firewall where Sendpass and the application run.',
    remedy: null,
    ruledOutBy: ['reach'],
  },
  'quota-used': {
    what: (relay) => `${limitOf(relay)} is used up.`,
    who: 'owner',
    fix: (relay) =>
      relay?.limits.sharedBy === 'mailbox'
        ? 'Send more slowly and try again in a minute, or spread the mail over more mailboxes: nobody can raise this limit.'
        : 'Send more slowly and try again later; the limit starts anew every hour. More needs a higher quota, by ticket.',
    remedy: null,
    ruledOutBy: ['quota'],
  },
  'too-many-connections': {
    what: (relay) =>
      `Too many connections are open at the same time${relay ? `: ${relay.title} takes ${relay.limits.connections} for one ${relay.limits.sharedBy}` : ''}.`,
    who: 'owner',
    fix: 'Let the application use few connections and close them; one bad one starves all the others.',
    remedy: null,
    ruledOutBy: [],
  },
  'not-replicated': {
    what: 'What was just made is not known everywhere yet.',
    who: 'nobody',
    fix: 'Wait two minutes and try again.',
    remedy: 'test-mail',
    ruledOutBy: ['token', 'log-in'],
  },
} satisfies Record<string, Cause>;
