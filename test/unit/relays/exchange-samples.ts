import type { ExchangeReport, ExchangeWish } from '../../../src/relays/exchange-wish.ts';
import { scopeFilter } from '../../../src/shared/exchange-scope.ts';

export const registrationObjectId = '99999999-9999-4999-8999-999999999999';

export const wish: ExchangeWish = {
  tenantId: '22222222-2222-4222-8222-222222222222',
  appId: '11111111-1111-4111-8111-111111111111',
  objectId: '33333333-3333-4333-8333-333333333333',
  displayName: 'Sendpass – Invoices',
  access: 'app-rbac',
  mailboxes: ['invoices@contoso.com', 'reports@contoso.com'],
  outsideMailbox: 'outside@contoso.com',
  scopeName: 'sendpass-abc-1',
  assignmentName: 'sendpass-abc-1',
};
export const classicWish: ExchangeWish = { ...wish, access: 'classic' };

/** What Exchange shows when all is as wished. */
export const report: ExchangeReport = {
  appId: wish.appId,
  objectId: wish.objectId,
  scope: scopeFilter(wish.mailboxes),
  holds: [...wish.mailboxes],
  role: 'Application SMTP.SendAsApp',
  inScope: { 'invoices@contoso.com': true, 'reports@contoso.com': true, 'outside@contoso.com': false },
  rights: {},
  smtpAuth: { 'invoices@contoso.com': 'on', 'reports@contoso.com': 'on' },
  tenantSmtpAuth: 'off',
};
const both = { fullAccess: true, sendAs: true };
const neither = { fullAccess: false, sendAs: false };
export const classicReport: ExchangeReport = {
  ...report,
  scope: null,
  holds: [],
  role: null,
  inScope: {},
  rights: { 'invoices@contoso.com': both, 'reports@contoso.com': both, 'outside@contoso.com': neither },
};
