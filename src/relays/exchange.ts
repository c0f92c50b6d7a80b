import type { Desired, ExchangeDesired, StepKind } from '../senders/sender.ts';
import { SendpassError } from '../shared/errors.ts';
import type { Carries, Relay, Volume } from './relay.ts';

const order: readonly StepKind[] = [
  'application',
  'principal',
  'consent',
  'secret',
  'exchange-access',
  'log-in',
  'test-mail',
];

// Of one mailbox: 30 messages a minute, 10,000 recipients a day (facts/azure §7.4).
const limits = {
  perMinute: 30,
  perHour: 1_800,
  recipientsPerMail: 1_000,
  bytesPerMail: 157_286_400,
  connections: 3,
  sharedBy: 'mailbox',
} as const;
const perDay = 10_000;

/**
 * Exchange Online over SMTP with OAuth (XOAUTH2). Sources: facts/azure §7.1 (wire), §7.2 (two ways to allow it), §7.4 (limits). Three
 * connections of one mailbox at a time are Exchange's documented limit for SMTP AUTH.
 */
export const exchange: Relay = {
  id: 'exchange',
  title: 'Exchange Online',
  ends: null,
  limits,
  login: 'oauth',
  severalMailboxes: true,
  // Two CNAMEs, one for the key in use and one for the next (defender-docs: email-authentication-dkim-configure).
  dkim: ['selector1', 'selector2'],
  asksConsent: (desired) => exchangeOf(desired).access === 'classic',
  edges: {
    application: [],
    principal: ['application'],
    consent: ['principal'],
    secret: ['application'],
    'exchange-access': ['principal'],
    'log-in': ['secret', 'consent', 'exchange-access'],
    'test-mail': ['log-in'],
  },
  // An Entra permission is the classic way's only: with App RBAC the role in Exchange is all there is.
  steps: (desired) => order.filter((kind) => kind !== 'consent' || exchange.asksConsent(desired)),
  // Secret, principal and application end the sending at once. What is left in Exchange then opens nothing, and may wait for a person.
  removal: ['secret', 'consent', 'principal', 'application', 'exchange-access'],
  canCarry,
  ifStolen(desired) {
    const { mailboxes, access } = exchangeOf(desired);
    const whom = mailboxes.join(', ');
    return access === 'app-rbac'
      ? `Mail as ${whom} and as nobody else. Retiring it ends that, at the latest when tokens already issued run out (about an hour).`
      : `Mail as ${whom}, and reading and changing everything in there (FullAccess). Retiring it ends that, at the latest when tokens already issued run out (about an hour).`;
  },
  // Measured up to 90 minutes (facts/azure §7.2): allow two hours, then somebody has to look.
  settling: {
    ms: 2 * 60 * 60_000,
    says: 'Exchange has not taken over the new permission yet – usually minutes, up to 2 hours.',
    thenAsk: true,
  },
  whereToLook: (desired) =>
    `Run the script again and paste what it prints: it shows whether Exchange knows the enterprise application and lets it send as ${exchangeOf(desired).mailboxes.join(', ')}.`,
  loginName: (desired) => exchangeOf(desired).mailboxes[0] ?? `${desired.localPart}@${desired.domain}`,
};

/** The part of a desired state that only this relay has. Another relay's here is a step walked for the wrong route: a bug. */
export function exchangeOf(desired: Desired): ExchangeDesired {
  if (desired.relay === 'exchange') return desired;
  throw new SendpassError({ code: 'wrong-relay', kind: 'bug', advice: `This is not for ${desired.relay}.` });
}

/** Limits nobody can raise, so what is over them is refused; the tenant's own limit for external recipients cannot be seen. */
function canCarry(volume: Volume): Carries {
  const many = (count: number): string => count.toLocaleString('en-GB');
  if (volume.perHour > limits.perHour)
    return {
      result: 'no',
      text: `Exchange Online takes ${limits.perMinute} mails a minute from one mailbox, ${many(limits.perHour)} an hour.`,
    };
  if (volume.perDay > perDay)
    return { result: 'no', text: `Exchange Online takes mail to ${many(perDay)} recipients a day from one mailbox.` };
  if (volume.recipients === 'external' && volume.perDay > 2_000)
    return {
      result: 'attention',
      text: `${many(volume.perDay)} a day to external recipients: fits one mailbox (${many(perDay)}), but the tenant’s own limit for external recipients may be lower`,
    };
  return {
    result: 'ok',
    text: `volume fits (${many(volume.perDay)} of ${many(perDay)} a day, ${volume.recipients} recipients)`,
  };
}
