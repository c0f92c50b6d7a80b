import { createHash, randomBytes } from 'node:crypto';
import type { Audit } from '../audit/port-audit.ts';
import { Secret } from '../shared/secret.ts';
import { linkNow } from './link-now.ts';
import type { AccountLink } from './account-link.ts';
import { accountKey } from './account-link.ts';
import type { AccountLinks } from './port-account-links.ts';
import type { SignedIn } from './port-sign-in.ts';
import type { SignInPurpose, SignInTicket, SignInTickets } from './sign-in-ticket.ts';

type Repos = { tickets: SignInTickets; links: AccountLinks; audit: Audit };

const goodForMs = 10 * 60_000;

/** The token of a link that one person gets in their chat. */
export async function newTicket(
  { tickets }: Pick<Repos, 'tickets'>,
  purpose: SignInPurpose,
  now: Date,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const times = { createdAt: now, changedAt: now };
  await tickets.save({ tokenHash: hashOf(token), purpose, ...times, browserHash: null, state: 'new', personId: null });
  return token;
}

/** What the directory is asked with, all from the cookie only this browser has. */
export const wordsOf = (browser: string) => ({
  state: hashOf(`state\n${browser}`),
  nonce: hashOf(`nonce\n${browser}`),
  verifier: new Secret(hashOf(`verifier\n${browser}`)),
  /** Stands in the form that says yes: another site can send the cookie along, but not this. */
  proof: hashOf(`proof\n${browser}`),
});

/** Undefined: there is none such, it was used, or it is too old. */
export async function openTicket({ tickets }: Pick<Repos, 'tickets'>, token: string, now: Date) {
  const ticket = await tickets.byToken(hashOf(token));
  return ticket?.state === 'new' && isGood(ticket, now) ? ticket : undefined;
}

/** Binds the ticket to one browser; the link is good for no other from now on. Returns the cookie's value. */
export async function beginSignIn(repos: Pick<Repos, 'tickets'>, token: string, now: Date) {
  const ticket = await openTicket(repos, token, now);
  if (!ticket) return undefined;
  const browser = randomBytes(32).toString('base64url');
  await repos.tickets.save({ ...ticket, browserHash: hashOf(browser), state: 'started', changedAt: now });
  return { ticket, browser };
}

/** Back from the directory, once: taken before the code is redeemed. Undefined: not this browser's, used, or too late. */
export async function takeReturn(
  { tickets }: Pick<Repos, 'tickets'>,
  { browser, state }: { browser: string; state: string },
  now: Date,
): Promise<SignInTicket | undefined> {
  const ticket = await tickets.byBrowser(hashOf(browser));
  if (ticket?.state !== 'started' || !isGood(ticket, now) || state !== wordsOf(browser).state) return undefined;
  const taken: SignInTicket = { ...ticket, state: 'returned', changedAt: now };
  await tickets.save(taken);
  return taken;
}

/** Who came back. A step-up is done when it is the person it was for; a link waits for the yes on the page that shows both names. */
export async function recordSignedIn(
  repos: Pick<Repos, 'tickets' | 'audit'>,
  ticket: SignInTicket,
  who: Pick<SignedIn, 'objectId'>,
  now: Date,
): Promise<SignInTicket> {
  const { purpose } = ticket;
  const personId = who.objectId.toLowerCase();
  const isOther = purpose.for === 'step-up' && purpose.personId !== personId;
  const state = isOther ? 'refused' : purpose.for === 'step-up' ? 'done' : 'signed-in';
  const next: SignInTicket = { ...ticket, state, personId, changedAt: now };
  await repos.tickets.save(next);
  if (isOther) await refusal(repos, next, 'other-person');
  return next;
}

export async function refusal({ audit }: Pick<Repos, 'audit'>, { purpose, personId }: SignInTicket, why: string) {
  const subject = purpose.for === 'link' ? `account:${accountKey(purpose.user)}` : `person:${purpose.personId}`;
  await audit.append({
    type: 'sign-in-refused',
    actor: personId ?? 'sendpass',
    subject,
    data: { for: purpose.for, why },
  });
}

/** The yes or no of the page with both names. Undefined: nothing waits for it in this browser. */
export async function answerLink(
  repos: Repos,
  { browser, proof, yes }: { browser: string; proof: string; yes: boolean },
  now: Date,
): Promise<AccountLink | 'refused' | undefined> {
  const ticket = await repos.tickets.byBrowser(hashOf(browser));
  if (ticket?.state !== 'signed-in' || !isGood(ticket, now) || proof !== wordsOf(browser).proof) return undefined;
  const { purpose, personId } = ticket;
  if (purpose.for !== 'link' || personId === null) return undefined;
  await repos.tickets.save({ ...ticket, state: yes ? 'done' : 'refused', changedAt: now });
  if (yes) return linkNow(repos, { user: purpose.user, personId, how: 'sign-in' }, now);
  await refusal(repos, ticket, 'not-mine');
  return 'refused';
}

const isGood = ({ createdAt }: SignInTicket, now: Date): boolean => now.getTime() - createdAt.getTime() < goodForMs;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
