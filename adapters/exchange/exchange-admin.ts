import type { ExchangeAdmin } from '../../src/provisioning/port-exchange-admin.ts';
import type { ExchangeReport, ExchangeWish } from '../../src/relays/exchange-wish.ts';
import { sameAddress, scopeFilter, sendingRole } from '../../src/shared/exchange-scope.ts';
import { allowClassic, withdrawClassic } from './access-classic.ts';
import { allowScoped, withdrawScoped } from './access-scoped.ts';
import {
  findAssignment,
  findScope,
  found,
  mayUse,
  registrations,
  rightsOn,
  smtpAuthOf,
  tenantSmtpAuth,
} from './cmdlets.ts';
import { orNone, unlessThere } from './errors.ts';
import type { Invoke } from './invoke.ts';
import { mailboxMissing, tooWide } from './refusals.ts';

/**
 * The ExchangeAdmin port over `Invoke`: the same steps in the same order as the administrator's script (src/relays/exchange-script.ts), looked
 * for one by one. Needs Exchange.ManageAsApp and the Entra role Exchange Administrator on Sendpass's own identity, which is more
 * than Sendpass needs for anything else: hence off unless the policy says otherwise.
 */
export function createExchangeAdmin(invoke: Invoke): ExchangeAdmin {
  return {
    async allow(wish) {
      await checkMailboxes(invoke, wish);
      await register(invoke, wish);
      await (wish.access === 'app-rbac' ? allowScoped(invoke, wish) : allowClassic(invoke, wish));
      for (const mailbox of wish.mailboxes)
        if ((await smtpAuthOf(invoke, mailbox)) !== 'on')
          await invoke('Set-CASMailbox', { Identity: mailbox, SmtpClientAuthenticationDisabled: false });
    },
    look: (wish) => look(invoke, wish),
    async withdraw(wish) {
      // What gives the right goes first, the registration last: whatever breaks off in between leaves nothing that can send.
      if (wish.access === 'app-rbac') await withdrawScoped(invoke, wish);
      for (const { objectId } of await registrations(invoke, wish.appId)) {
        // Also under a wrong object id, or FullAccess would stay behind without an owner.
        if (wish.access === 'classic') await withdrawClassic(invoke, { ...wish, objectId });
        await unregister(invoke, objectId);
      }
    },
  };
}

const unregister = (invoke: Invoke, objectId: string) =>
  invoke('Remove-ServicePrincipal', { Identity: objectId, Confirm: false }).catch((thrown: unknown) =>
    orNone(thrown, []),
  );

/** Before anything is made: each must be there under its primary address, and the filter must find no other. */
async function checkMailboxes(invoke: Invoke, { mailboxes }: ExchangeWish): Promise<void> {
  const seen = await found(invoke, scopeFilter(mailboxes));
  const other = seen.find((address) => !mailboxes.some((each) => sameAddress(each, address)));
  if (other !== undefined) throw tooWide(other);
  for (const mailbox of mailboxes) if (!seen.some((each) => sameAddress(each, mailbox))) throw mailboxMissing(mailbox);
}

/** One with our application id but another object id is made anew: every log-in on it would be refused, and its ids cannot be changed. */
async function register(invoke: Invoke, wish: ExchangeWish): Promise<void> {
  const there = await registrations(invoke, wish.appId);
  const isRight = (each: { objectId: string }): boolean => each.objectId.toLowerCase() === wish.objectId.toLowerCase();
  for (const wrong of there.filter((each) => !isRight(each))) {
    const under = { ...wish, objectId: wrong.objectId };
    await (wish.access === 'app-rbac' ? withdrawScoped(invoke, under) : withdrawClassic(invoke, under));
    await unregister(invoke, wrong.objectId);
  }
  if (there.some(isRight)) return;
  const { appId, objectId, displayName } = wish;
  await invoke('New-ServicePrincipal', { AppId: appId, ObjectId: objectId, DisplayName: displayName }).catch(
    unlessThere,
  );
}

async function look(invoke: Invoke, wish: ExchangeWish): Promise<ExchangeReport> {
  const { appId, objectId, mailboxes, outsideMailbox } = wish;
  const asked = outsideMailbox === null ? mailboxes : [...mailboxes, outsideMailbox];
  const there = await registrations(invoke, appId);
  const right = there.find((each) => each.objectId.toLowerCase() === objectId.toLowerCase());
  const scope = await findScope(invoke, wish.scopeName);
  const report: ExchangeReport = {
    appId,
    objectId: (right ?? there[0])?.objectId ?? null,
    scope: scope?.filter ?? null,
    holds: scope ? await found(invoke, scope.filter) : [],
    role: (await findAssignment(invoke, wish.assignmentName))?.role ?? null,
    inScope: {},
    rights: {},
    smtpAuth: {},
    tenantSmtpAuth: await tenantSmtpAuth(invoke),
  };
  for (const mailbox of mailboxes) {
    const state = await smtpAuthOf(invoke, mailbox);
    if (state) report.smtpAuth[mailbox] = state;
  }
  for (const mailbox of asked) {
    report.inScope[mailbox] = await mayUse(invoke, { objectId, mailbox, role: sendingRole });
    const rights = wish.access === 'classic' ? await rightsOn(invoke, { mailbox, objectId }) : undefined;
    if (rights) report.rights[mailbox] = rights;
  }
  return report;
}
