import { createExchangeWithFallback } from '../../../src/provisioning/exchange-with-fallback.ts';
import { SendpassError } from '../../../src/shared/errors.ts';
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ExchangeAdmin } from '../../../src/provisioning/port-exchange-admin.ts';
import { judgeReport, leftInExchange, readReport } from '../../../src/relays/exchange-report.ts';
import { exchangeScript, withdrawScript } from '../../../src/relays/exchange-script.ts';
import type { ExchangeReport, ExchangeWish } from '../../../src/relays/exchange-wish.ts';
import { refusal } from './stage.ts';
import type { Wire } from './stage.ts';

/** Who does it: the adapter, or a person who runs the script. Both must leave the same behind, so both are held to the same cases. */
export type Administration = {
  name: string;
  allow(wish: ExchangeWish): Promise<void>;
  withdraw(wish: ExchangeWish): Promise<void>;
};
export type ExchangeStage = { wire(): Wire; admin(): ExchangeAdmin; tenantId(): string };

type Run = { output: string; failed: string | null };

export const runScript = async (stage: ExchangeStage, script: string): Promise<Run> =>
  (await stage.wire().sandbox.control('POST', '/_sandbox/exchange/powershell', { script })) as Run;

/** What the script prints last, as the Done dialog reads it. */
export async function reported(stage: ExchangeStage, script: string): Promise<ExchangeReport> {
  const { output, failed } = await runScript(stage, script);
  expect(failed).toBeNull();
  const read = readReport(output);
  expect(read).toMatchObject({ ok: true });
  return (read as { report: ExchangeReport }).report;
}

export const adapter = (stage: ExchangeStage): Administration => ({
  name: 'adapter',
  allow: (wish) => stage.admin().allow(wish, 's'),
  withdraw: (wish) => stage.admin().withdraw(wish, 's'),
});
export const person = (stage: ExchangeStage): Administration => ({
  name: 'script',
  allow: async (wish) => void (await reported(stage, exchangeScript(wish))),
  withdraw: async (wish) => void (await reported(stage, withdrawScript(wish))),
});

export function exchangeWish(stage: ExchangeStage, change: Partial<ExchangeWish> = {}): ExchangeWish {
  return {
    tenantId: stage.tenantId(),
    appId: randomUUID(),
    objectId: randomUUID(),
    displayName: 'Sendpass – Invoices',
    access: 'app-rbac',
    mailboxes: ['reports@contoso.com', 'erp@contoso.com'],
    outsideMailbox: 'outside@contoso.com',
    scopeName: 'sendpass-contract-1',
    assignmentName: 'sendpass-contract-1',
    ...change,
  };
}

type Access = ExchangeWish['access'];
const judged = async (stage: ExchangeStage, wish: ExchangeWish): Promise<string[]> =>
  judgeReport(wish, (await stage.admin().look(wish, 's'))!).map((each) => each.code);
const organisation = async (stage: ExchangeStage) => (await stage.wire().sandbox.state())['exchange'];

/** What every way of administering Exchange must do (facts/azure §7.2, §7.3). */
export function exchangeContract(stage: ExchangeStage, by: Administration, access: Access): void {
  const wishOf = (change: Partial<ExchangeWish> = {}): ExchangeWish => exchangeWish(stage, { access, ...change });

  describe(`${by.name} · ${access}`, () => {
    test('what was wished is there, once, however often it is done', async () => {
      const wish = wishOf();
      await by.allow(wish);
      expect(await judged(stage, wish)).toEqual([]);
      const before = await organisation(stage);
      await by.allow(wish);
      expect(await organisation(stage)).toEqual(before);
    });

    test('what a run that broke off left is finished', async () => {
      const wish = wishOf();
      await runScript(stage, beginning(wish));
      expect(await judged(stage, wish)).not.toEqual([]);
      await by.allow(wish);
      expect(await judged(stage, wish)).toEqual([]);
      expect((await organisation(stage)).servicePrincipals).toHaveLength(1);
    });

    test('the object id of the app registration is found, and put right', async () => {
      const wish = wishOf();
      const wrong = { ...wish, objectId: randomUUID() };
      await by.allow(wrong);
      const [first] = judgeReport(wish, (await stage.admin().look(wish, 's'))!, {
        appRegistrationObjectId: wrong.objectId,
      });
      expect(first).toMatchObject({ code: 'wrong-object-id' });
      expect(first!.says).toContain('the object id of the app registration');
      await by.allow(wish);
      expect(await judged(stage, wish)).toEqual([]);
      expect(JSON.stringify(await organisation(stage))).not.toContain(wrong.objectId);
    });

    test('taken back nothing of ours is left, and what others have stays', async () => {
      const theirs = wishOf({ mailboxes: ['invoicing@contoso.com'], scopeName: 'theirs', assignmentName: 'theirs' });
      const [mailbox = ''] = (await organisation(stage)).mailboxes.map((each: { address: string }) => each.address);
      await by.allow({ ...theirs, mailboxes: [mailbox] });
      const before = await organisation(stage);
      const wish = wishOf({ mailboxes: ['reports@contoso.com'] });
      await by.allow(wish);
      await by.withdraw(wish);
      expect(leftInExchange(wish, (await stage.admin().look(wish, 's'))!)).toEqual([]);
      const { servicePrincipals, scopes, roleAssignments, permissions } = before;
      expect(await organisation(stage)).toMatchObject({ servicePrincipals, scopes, roleAssignments, permissions });
      await by.withdraw(wish);
    });

    test('half a run, and one with the wrong object id, leave nothing once it was taken back', async () => {
      const wish = wishOf();
      await runScript(stage, beginning(wish));
      await by.withdraw(wish);
      expect(leftInExchange(wish, (await stage.admin().look(wish, 's'))!)).toEqual([]);
      const wrong = { ...wish, objectId: randomUUID() };
      await by.allow(wrong);
      await by.withdraw(wish);
      expect(leftInExchange(wish, (await stage.admin().look(wish, 's'))!)).toEqual([]);
      expect(JSON.stringify(await organisation(stage))).not.toContain(wrong.objectId);
    });

    test('a mailbox that was deleted meanwhile does not hold up taking back', async () => {
      const wish = wishOf();
      await by.allow(wish);
      await stage.wire().sandbox.putWorld({ exchange: { deleteMailbox: wish.mailboxes[0] } });
      await by.withdraw(wish);
      expect(JSON.stringify(await organisation(stage))).not.toContain(wish.objectId);
    });

    test('a name with quotes and commands is a name', async () => {
      const before = (await organisation(stage)).mailboxes;
      const wish = wishOf({ displayName: `'; Set-TransportConfig -SmtpClientAuthenticationDisabled $false; '$(1) "` });
      await by.allow(wish);
      const after = await organisation(stage);
      expect(after.servicePrincipals[0].displayName).toContain('Set-TransportConfig');
      expect(after.smtpClientAuthenticationDisabled).toBe(true);
      expect(after.mailboxes).toHaveLength(before.length);
    });
  });
}

/** As much of the work as a run got done that broke off after the registration; the scope, where there is one, is there too. */
const beginning = (wish: ExchangeWish): string => {
  const whole = exchangeScript(wish);
  const stop =
    wish.access === 'app-rbac' ? '  # Allow sending on that scope' : '  # SMTP AUTH for these mailboxes only';
  const cut = whole.indexOf(stop);
  expect(cut).toBeGreaterThan(0);
  return `${whole.slice(0, cut)}\n  throw 'the connection was lost'\n}\n`;
};

export function scriptCases(stage: ExchangeStage, access: Access): void {
  const wishOf = (change: Partial<ExchangeWish> = {}): ExchangeWish => exchangeWish(stage, { access, ...change });

  describe(`what the script prints · ${access}`, () => {
    test('is what the adapter sees', async () => {
      const wish = wishOf();
      const report = await reported(stage, exchangeScript(wish));
      expect(report).toEqual(await stage.admin().look(wish, 's'));
      expect(judgeReport(wish, report)).toEqual([]);
    });

    test('after it was taken back: nothing left', async () => {
      const wish = wishOf();
      await reported(stage, exchangeScript(wish));
      expect(leftInExchange(wish, await reported(stage, withdrawScript(wish)))).toEqual([]);
    });

    test('where a mailbox is missing: it stops before anything is made, and what it said is read', async () => {
      const before = await organisation(stage);
      const run = await runScript(stage, exchangeScript(wishOf({ mailboxes: ['nobody@contoso.com'] })));
      expect(run.failed).toContain('no mailbox has nobody@contoso.com');
      expect(readReport(`${run.output}\n${run.failed}`)).toMatchObject({
        why: expect.stringContaining('nobody@contoso.com'),
      });
      expect(await organisation(stage)).toEqual(before);
    });

    test('in another tenant it does not run', async () => {
      const run = await runScript(stage, exchangeScript(wishOf({ tenantId: randomUUID() })));
      expect(run.failed).not.toBeNull();
      expect((await organisation(stage)).servicePrincipals).toEqual([]);
    });
  });
}

export function wireCases(stage: ExchangeStage): void {
  describe('on the wire', () => {
    test('a permission that is missing is named, with the request id', async () => {
      await stage.wire().sandbox.putPermissions(['exchange:Exchange.ManageAsApp']);
      const error = await refusal(stage.admin().allow(exchangeWish(stage), 's'));
      expect(error).toMatchObject({ code: 'exchange-permission-missing', kind: 'needs-person' });
      expect(error.vendor!.requestId).toMatch(/^[0-9a-f-]{36}$/);
    });

    test('an address that is gone is told from an object that is', async () => {
      await stage.wire().fault({ match: { neighbour: 'exchange', path: 'InvokeCommand' }, status: 404 });
      const error = await refusal(stage.admin().look(exchangeWish(stage), 's'));
      expect(error).toMatchObject({ code: 'exchange-route-gone', kind: 'needs-person' });
    });

    test('broken for long: a person is asked, and nobody once Exchange answers again', async () => {
      const clock = { at: Date.parse('2026-11-20T09:00:00Z'), now: () => new Date(clock.at) };
      const wanted = new SendpassError({ code: 'exchange-admin-needed', kind: 'needs-person', advice: 'x' });
      const asks = () => Promise.reject(wanted);
      const admin = createExchangeWithFallback({
        direct: stage.admin(),
        byPerson: { allow: asks, look: async () => undefined, withdraw: asks },
        clock,
        patienceMs: 15 * 60_000,
        logger: { warn: () => undefined },
      });
      const wish = exchangeWish(stage);
      await stage.wire().fault({ match: { neighbour: 'exchange', path: 'InvokeCommand' }, status: 503, times: 1000 });
      expect(await refusal(admin.allow(wish, 's'))).toMatchObject({ code: 'exchange-broken', kind: 'retryable' });
      clock.at += 16 * 60_000;
      expect(await refusal(admin.allow(wish, 's'))).toMatchObject({ code: 'exchange-admin-needed' });
      await stage.wire().fault();
      await admin.allow(wish, 's');
      expect(await admin.look(wish, 's')).toMatchObject({ objectId: wish.objectId });
    });

    test('a long wait is told, not slept', async () => {
      const busy = { match: { neighbour: 'exchange' }, status: 429, retryAfter: 60, times: 9 };
      await stage.wire().fault(busy);
      const error = await refusal(stage.admin().look(exchangeWish(stage), 's'));
      expect(error).toMatchObject({ code: 'exchange-busy', kind: 'retryable', retryAfterMs: 60_000 });
    });

    test('a lost reply to any call is a retryable error or unnoticed, and a repeat ends as wished', async () => {
      const wish = exchangeWish(stage);
      const match = { neighbour: 'exchange', path: 'InvokeCommand' };
      for (let nth = 1; nth <= 12; nth++) {
        await stage.wire().fault({ match, nth, times: 1, drop: 'after' });
        await stage
          .admin()
          .allow(wish, 's')
          .catch((thrown: unknown) => expect(thrown).toMatchObject({ kind: 'retryable' }));
        await stage.wire().fault();
        await stage.admin().allow(wish, 's');
        expect(await judged(stage, wish)).toEqual([]);
        await stage.admin().withdraw(wish, 's');
        expect((await organisation(stage)).servicePrincipals).toEqual([]);
      }
    });
  });
}
