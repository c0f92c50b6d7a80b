import type { View } from '../../../src/chat/view.ts';
import { arrangeReady } from './arrange.ts';
import type { ExchangeReport } from '../../../src/relays/exchange-wish.ts';
import type { ExchangeDesired } from '../../../src/senders/sender.ts';
import { SendpassError } from '../../../src/shared/errors.ts';
import type { Vendor } from '../../../src/shared/errors.ts';
import { approver, desired, owner, second, sender, stranger } from './fixtures.ts';
import type { createRoom } from './fixtures.ts';

type Room = ReturnType<typeof createRoom>;
export type Diagnosis = Extract<View, { view: 'diagnosis' }>;

export const appId = 'aaaaaaaa-0000-4000-8000-000000000000';
export const refused = '535 5.7.3 Authentication unsuccessful';
export const hour = 3_600_000;

/** A sender that was proven an hour ago, in a world where all is well. */
export async function arrangeDiagnosis(room: Room): Promise<void> {
  for (const person of [owner, second, approver, stranger]) await room.repos.people.remember(person);
  await arrangeReady(room);
  const step = (await room.repos.senders.step('rt1', 'application'))!;
  await room.repos.senders.saveStep({ ...step, kind: 'principal', facts: { principalId: 'prn' } });
  room.clock.at += hour;
}

/** The last answer in a chat. */
export function diagnosedIn(room: Room, place: string): Diagnosis {
  const view = room.at(place).at(-1)?.view;
  if (view?.view !== 'diagnosis') throw new Error(`not a diagnosis: ${JSON.stringify(view)}`);
  return view;
}

export const mailbox = 'invoices@contoso.com';

/** The same sender's wish on Exchange. */
export function onExchange(access: ExchangeDesired['access'], change: Partial<ExchangeDesired> = {}): ExchangeDesired {
  const { acsResourceId: _acs, domainResourceId: _domain, smtpUsername: _short, ...wish } = desired;
  return {
    ...wish,
    relay: 'exchange',
    domain: 'contoso.com',
    access,
    mailboxes: [mailbox],
    outsideMailbox: null,
    ...change,
  };
}

/** The sender of arrangeDiagnosis, moved to Exchange. */
export async function arrangeOnExchange(room: Room, wish: ExchangeDesired): Promise<void> {
  await arrangeDiagnosis(room);
  const route = (await room.repos.senders.route(sender.id))!;
  await room.repos.senders.saveRoute({ ...route, relay: 'exchange', desired: wish });
  await room.repos.senders.update({ ...(await room.repos.senders.get(sender.id))!, desired: wish });
}

/** What Exchange shows about it when all is well. */
export const healthyReport: ExchangeReport = {
  appId,
  objectId: 'prn',
  scope: `PrimarySmtpAddress -eq '${mailbox}'`,
  holds: [mailbox],
  role: 'Application SMTP.SendAsApp',
  inScope: { [mailbox]: true },
  rights: { [mailbox]: { fullAccess: true, sendAs: true } },
  smtpAuth: { [mailbox]: 'on' },
  tenantSmtpAuth: 'off',
};

export const fails = (code: string, vendor?: Vendor) => async (): Promise<never> => {
  throw new SendpassError({ code, kind: 'retryable', advice: `${code}.`, ...(vendor ? { vendor } : {}) });
};
