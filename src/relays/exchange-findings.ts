import { again, listed, same, valueOf } from './exchange-finding.ts';
import type { Finding, FindingCode } from './exchange-finding.ts';
import type { ExchangeReport, ExchangeWish } from './exchange-wish.ts';

// What is judged alike for both kinds of access, and the rights of the classic one.

export function anotherApplication(wish: ExchangeWish, report: ExchangeReport): Finding {
  return {
    code: 'another-application',
    says: `This is the report of another application (${report.appId}), not of ${wish.displayName} (${wish.appId}).`,
    fix: 'Run the script of this card and paste the line it prints.',
    dangerous: false,
  };
}

export function judgeRegistration(
  wish: ExchangeWish,
  report: ExchangeReport,
  appRegistrationObjectId?: string,
): Finding[] {
  if (report.objectId === null)
    return [
      {
        code: 'not-registered',
        says: 'Exchange does not know the application yet.',
        fix: `${again} It registers the enterprise application (object id ${wish.objectId}).`,
        dangerous: false,
      },
    ];
  if (same(report.objectId, wish.objectId)) return [];
  const whose =
    appRegistrationObjectId !== undefined && same(report.objectId, appRegistrationObjectId)
      ? `the object id of the app registration (${report.objectId})`
      : `the object id ${report.objectId}, most likely that of the app registration,`;
  return [
    {
      code: 'wrong-object-id',
      says: `Exchange has ${whose} where it needs that of the enterprise application (${wish.objectId}). Every log-in is refused.`,
      fix: 'Run the script once more; it removes the wrong entry and registers the enterprise application.',
      dangerous: false,
    },
  ];
}

export function judgeOutside(wish: ExchangeWish, report: ExchangeReport): Finding[] {
  const outside = wish.outsideMailbox;
  if (outside === null) return [];
  const found: Finding[] = [];
  if (valueOf(report.inScope, outside) === true)
    found.push({
      code: 'outside-in-scope',
      says: `The application may also send as ${outside}, which it must not.`,
      fix: `Look for another role assignment of this application: Get-ManagementRoleAssignment -RoleAssignee ${wish.objectId} – and remove what is not ${wish.assignmentName}.`,
      dangerous: true,
    });
  const rights = valueOf(report.rights, outside);
  if (rights?.fullAccess || rights?.sendAs)
    found.push({
      code: 'outside-has-rights',
      says: `The application has permissions on ${outside}, which it must not have.`,
      fix: `Remove them: Remove-MailboxPermission and Remove-RecipientPermission for ${outside} and the enterprise application ${wish.objectId}.`,
      dangerous: true,
    });
  return found;
}

export function judgeRights(wish: ExchangeWish, report: ExchangeReport): Finding[] {
  const without = (right: 'fullAccess' | 'sendAs'): string[] =>
    wish.mailboxes.filter((each) => valueOf(report.rights, each)?.[right] !== true);
  const missing = (code: FindingCode, name: string, mailboxes: string[]): Finding[] =>
    mailboxes.length === 0
      ? []
      : [{ code, says: `The application lacks ${name} on ${listed(mailboxes)}.`, fix: again, dangerous: false }];
  return [
    ...missing('full-access-missing', 'FullAccess', without('fullAccess')),
    ...missing('send-as-missing', 'SendAs', without('sendAs')),
  ];
}

export function judgeSmtpAuth(wish: ExchangeWish, report: ExchangeReport): Finding[] {
  const where = (state: 'on' | 'off' | 'tenant' | undefined): string[] =>
    wish.mailboxes.filter((each) => valueOf(report.smtpAuth, each) === state);
  const [off, follows, unseen] = [where('off'), where('tenant'), where(undefined)];
  const found: Finding[] = [];
  const fix = `${again} It switches SMTP AUTH on for these mailboxes only.`;
  if (off.length > 0)
    found.push({ code: 'smtp-auth-off-mailbox', says: `SMTP AUTH is off for ${listed(off)}.`, fix, dangerous: false });
  if (follows.length > 0 && report.tenantSmtpAuth === 'off')
    found.push({
      code: 'smtp-auth-off-tenant',
      says: `SMTP AUTH is off for the whole tenant, and ${listed(follows)} has no setting of its own.`,
      fix,
      dangerous: false,
    });
  if (unseen.length > 0)
    found.push({
      code: 'mailbox-not-seen',
      says: `Exchange showed no mailbox ${listed(unseen)}.`,
      fix: 'Check that it exists, then run the script once more.',
      dangerous: false,
    });
  return found;
}
