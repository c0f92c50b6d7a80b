import { namesMailboxesOnly, sendingRole } from '../shared/exchange-scope.ts';
import { again, has, listed, squeezed, valueOf } from './exchange-finding.ts';
import type { Finding } from './exchange-finding.ts';
import type { ExchangeReport, ExchangeWish } from './exchange-wish.ts';

// App RBAC: the scope, and the role on it.

export function judgeScope(wish: ExchangeWish, report: ExchangeReport): Finding[] {
  const { scope, holds } = report;
  if (scope === null)
    return [{ code: 'scope-missing', says: `There is no scope ${wish.scopeName} yet.`, fix: again, dangerous: false }];
  const remove = `Remove-ManagementRoleAssignment ${wish.assignmentName}, Remove-ManagementScope ${wish.scopeName}, then run the script once more.`;
  const tooMany = holds.filter((held) => !has(wish.mailboxes, held));
  const tooFew = wish.mailboxes.filter((wanted) => !has(holds, wanted));
  const found: Finding[] = [];
  if (tooMany.length > 0)
    found.push({
      code: 'scope-too-wide',
      says: `The scope also holds ${listed(tooMany)}: the application could send as ${tooMany.length === 1 ? 'it' : 'them'}.`,
      fix: remove,
      dangerous: true,
    });
  if (tooFew.length > 0)
    found.push({
      code: 'scope-too-narrow',
      says: `The scope does not hold ${listed(tooFew)}.`,
      fix: `Check that it exists and that this is its primary address. Then: ${remove}`,
      dangerous: false,
    });
  if (found.length === 0 && !namesMailboxesOnly(scope))
    found.push({
      code: 'scope-by-other-rule',
      says: 'The scope holds the right mailboxes today, but by a rule that may hold others tomorrow.',
      fix: remove,
      dangerous: false,
    });
  return found;
}

export function judgeRole(wish: ExchangeWish, report: ExchangeReport): Finding[] {
  if (report.role === null)
    return [
      { code: 'role-missing', says: `The role "${sendingRole}" is not assigned yet.`, fix: again, dangerous: false },
    ];
  if (squeezed(report.role) !== squeezed(sendingRole))
    return [
      {
        code: 'other-role',
        says: `The application has the role "${report.role}" instead of "${sendingRole}": it may do something else than send.`,
        fix: `Remove-ManagementRoleAssignment ${wish.assignmentName}, then run the script once more.`,
        dangerous: true,
      },
    ];
  const refused = wish.mailboxes.filter((each) => valueOf(report.inScope, each) === false && has(report.holds, each));
  if (refused.length === 0) return [];
  return [
    {
      code: 'not-in-scope',
      says: `Exchange says that the application may not send as ${listed(refused)}, although the scope holds ${refused.length === 1 ? 'it' : 'them'}.`,
      fix: `This can take up to two hours. If it lasts: Remove-ManagementRoleAssignment ${wish.assignmentName}, then run the script once more.`,
      dangerous: false,
    },
  ];
}
