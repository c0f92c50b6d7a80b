import { exchangeWishOf } from '../provisioning/exchange-wish-of.ts';
import { exchangeOf } from '../relays/exchange.ts';
import type { FindingCode } from '../relays/exchange-finding.ts';
import { judgeReport } from '../relays/exchange-report.ts';
import type { CauseId } from './causes.ts';
import type { Finding } from './diagnosis.ts';
import type { LookDeps } from './look-deps.ts';
import type { Subject } from './subject.ts';

/** What each difference in Exchange means for the one whose mail does not go. */
const meaning: Record<FindingCode, CauseId> = {
  'another-application': 'exo-not-registered',
  'not-registered': 'exo-not-registered',
  'wrong-object-id': 'exo-wrong-object-id',
  'scope-missing': 'exo-no-right',
  'scope-too-narrow': 'exo-no-right',
  'role-missing': 'exo-no-right',
  'not-in-scope': 'exo-no-right',
  'full-access-missing': 'exo-no-right',
  'send-as-missing': 'exo-no-right',
  'scope-too-wide': 'exo-too-wide',
  'scope-by-other-rule': 'exo-too-wide',
  'outside-in-scope': 'exo-too-wide',
  'outside-has-rights': 'exo-too-wide',
  'other-role': 'exo-too-wide',
  'smtp-auth-off-mailbox': 'exo-off-mailbox',
  'smtp-auth-off-tenant': 'exo-off-tenant',
  'mailbox-not-seen': 'exo-mailbox-missing',
};

/** More would push the rest off the card; the most important come first. */
const shown = 3;

/** Registration, scope, role, permissions and SMTP AUTH, where the operator lets Sendpass look into Exchange. */
export async function lookAtExchangeAccess(deps: LookDeps, subject: Subject): Promise<Finding[]> {
  const check = 'exchange-access';
  const { sender, named, desired, appId, principalId, appObjectId } = subject;
  if (appId === undefined || principalId === undefined)
    return [{ check, state: 'unknown', says: 'there is no application yet that could be known there' }];
  const wish = exchangeWishOf({ desired, named, tenantId: deps.tenantId, appId, objectId: principalId });
  const report = await deps.exchangeAdmin.look(wish, sender.id);
  if (report === undefined)
    return [
      {
        check,
        state: 'unknown',
        says: 'only an Exchange administrator can look; the log-in shows whether it is right',
      },
    ];
  const found = judgeReport(wish, report, { appRegistrationObjectId: appObjectId ?? null });
  if (found.length === 0) return [{ check, state: 'good', says: `it may send as ${wish.mailboxes.join(', ')}` }];
  return found.slice(0, shown).map(({ code, says }) => ({ check, state: 'bad', says, cause: meaning[code] }));
}

/** In the directory: a shared mailbox is a user there, and goes with it. */
export async function lookAtMailbox(deps: LookDeps, { desired }: Subject): Promise<Finding[]> {
  const check = 'mailbox';
  const { mailboxes } = exchangeOf(desired);
  const seen = await Promise.all(mailboxes.map((address) => deps.directory.findByAddress(address)));
  const cause = 'exo-mailbox-missing';
  const gone = mailboxes.filter((_, at) => seen[at] === undefined);
  if (gone.length > 0) return [{ check, state: 'bad', says: `${gone.join(', ')}: not in the directory`, cause }];
  const groups = mailboxes.filter((_, at) => seen[at]?.kind === 'group');
  if (groups.length > 0) return [{ check, state: 'bad', says: `${groups.join(', ')}: a group, no mailbox`, cause }];
  return [{ check, state: 'good', says: `${mailboxes.join(', ')}: in the directory` }];
}

/** The classic way's Entra permission. */
export async function lookAtConsent(deps: LookDeps, { principalId }: Subject): Promise<Finding[]> {
  const check = 'consent';
  if (principalId === undefined) return [{ check, state: 'unknown', says: 'there is no enterprise application yet' }];
  const [{ resourceId, roleId }, granted] = await Promise.all([
    deps.entra.smtpSendRole(),
    deps.entra.rolesGranted(principalId),
  ]);
  return granted.some((each) => each.resourceId === resourceId && each.roleId === roleId)
    ? [{ check, state: 'good', says: 'SMTP.SendAsApp is consented to' }]
    : [{ check, state: 'bad', says: 'nobody’s consent to SMTP.SendAsApp is there', cause: 'consent-missing' }];
}
