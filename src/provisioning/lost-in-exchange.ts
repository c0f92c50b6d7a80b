import { exchangeOf } from '../relays/exchange.ts';
import type { Finding, FindingCode } from '../relays/exchange-finding.ts';
import type { SendpassError } from '../shared/errors.ts';
import type { Lost, LostCode } from './lost.ts';
import { refusalOf } from './proofs/log-in-once.ts';
import type { Run } from './run.ts';

const codeOf: Partial<Record<FindingCode, LostCode>> = {
  'another-application': 'exchange-access-widened',
  'scope-too-wide': 'exchange-access-widened',
  'scope-by-other-rule': 'exchange-access-widened',
  'outside-in-scope': 'exchange-access-widened',
  'outside-has-rights': 'exchange-access-widened',
  'other-role': 'exchange-access-widened',
  'mailbox-not-seen': 'exchange-mailbox-deleted',
  'smtp-auth-off-mailbox': 'exchange-smtp-auth-off',
  'smtp-auth-off-tenant': 'exchange-smtp-auth-off',
};

/** From what Exchange shows. A mailbox that is gone takes scope and permissions with it: it is the reason, whatever else is found. */
export function lostByReport(findings: Finding[]): Lost | undefined {
  const worst = findings.find((each) => each.code === 'mailbox-not-seen') ?? findings[0];
  return worst && { code: codeOf[worst.code] ?? 'exchange-access-removed', says: worst.says };
}

/**
 * Where nobody but a person may look into Exchange: one log-in as the sender, and one as the mailbox it must be refused for. Undefined: all is
 * as it was proven.
 */
export async function lostByLogIn(run: Run): Promise<Lost | undefined> {
  const refusal = await refusalOf(run);
  if (refusal === null) return reachesFurther(run);
  if (refusal === 'no-secret')
    return { code: 'exchange-log-in-blocked', says: 'Its secret is not known any more, so it cannot log in.' };
  return (await mailboxGone(run)) ?? lostByRefusal(run, refusal);
}

async function reachesFurther(run: Run): Promise<Lost | undefined> {
  const { outsideMailbox } = exchangeOf(run.desired);
  if (outsideMailbox === null || (await refusalOf(run, outsideMailbox)) !== null) return undefined;
  return {
    code: 'exchange-access-widened',
    says: `It can log in as ${outsideMailbox} as well, which it must not: it may reach mailboxes that nobody approved.`,
  };
}

/** Only an explanation: where the directory may not be read, the refusal itself has to do. */
async function mailboxGone(run: Run): Promise<Lost | undefined> {
  const { directory } = run.deps;
  if (directory === undefined) return undefined;
  for (const address of exchangeOf(run.desired).mailboxes) {
    const there = await directory.findByAddress(address).catch(() => 'unknown');
    if (there === undefined)
      return {
        code: 'exchange-mailbox-deleted',
        says: `The mailbox ${address} is not in the directory any more, and Exchange refuses the log-in.`,
      };
  }
  return undefined;
}

const byRefusal: Record<string, LostCode> = {
  'smtp-auth-off-mailbox': 'exchange-smtp-auth-off',
  'smtp-auth-off-tenant': 'exchange-smtp-auth-off',
  'smtp-security-defaults': 'exchange-log-in-blocked',
  'smtp-blocked': 'exchange-log-in-blocked',
};
const said: Partial<Record<LostCode, (mailbox: string) => string>> = {
  'exchange-smtp-auth-off': (mailbox) =>
    `SMTP AUTH was switched off for ${mailbox}, for itself or for the whole tenant.`,
  'exchange-log-in-blocked': (mailbox) =>
    `A policy of the tenant blocks the log-in as ${mailbox}: Conditional Access, an authentication policy, or security defaults.`,
};

function lostByRefusal(run: Run, refusal: SendpassError): Lost {
  const mailbox = exchangeOf(run.desired).mailboxes[0] ?? '';
  // It does not come as far as Exchange: application or secret are the reason.
  if (refusal.code.startsWith('token-'))
    return { code: 'exchange-log-in-blocked', says: `Entra gives it no token any more: ${refusal.advice}` };
  const code = byRefusal[refusal.code] ?? 'exchange-access-removed';
  const says =
    said[code]?.(mailbox) ??
    `Exchange refuses its log-in as ${mailbox}: registration, role, scope or permission was removed there.`;
  return { code, says };
}
