import { describe, expect, test } from 'vitest';
import { createExchangeAdmin } from '../../../../adapters/exchange/exchange-admin.ts';
import { exchangeError } from '../../../../adapters/exchange/errors.ts';
import { judgeReport, leftInExchange } from '../../../../src/relays/exchange-report.ts';
import { asSendpassError } from '../../../../src/shared/errors.ts';
import { Died, exchangeCmdlets } from '../../../support/exchange-cmdlets.ts';
import { classicWish, registrationObjectId, wish } from '../../relays/exchange-samples.ts';

function arrange(addresses = [...wish.mailboxes, 'outside@contoso.com', 'ceo@contoso.com']) {
  const exchange = exchangeCmdlets(addresses);
  const admin = createExchangeAdmin(exchange.invoke);
  const judged = async (of = wish) => judgeReport(of, (await admin.look(of, 's'))!).map((each) => each.code);
  return { ...exchange, admin, judged };
}
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'resolved',
    (thrown: unknown) => asSendpassError(thrown).code,
  );

describe.each([
  ['app-rbac', wish],
  ['classic', classicWish],
])('%s', (_name, wanted) => {
  test('after allow, Exchange shows what was wished, and a second time changes nothing', async () => {
    const { admin, judged, writes } = arrange();
    await admin.allow(wanted, 's');
    expect(await judged(wanted)).toEqual([]);
    writes();
    await admin.allow(wanted, 's');
    expect(writes()).toEqual([]);
  });

  test('killed after any of its effects, a repeat ends the same and makes nothing twice', async () => {
    const whole = arrange();
    await whole.admin.allow(wanted, 's');
    const all = whole.writes();
    expect(all.length).toBeGreaterThan(3);
    for (let at = 1; at <= all.length; at++) {
      const { admin, judged, writes, faults } = arrange();
      faults.dieAfterWrite = at;
      await expect(admin.allow(wanted, 's')).rejects.toThrow(Died);
      await admin.allow(wanted, 's');
      expect(writes()).toEqual(all);
      expect(await judged(wanted)).toEqual([]);
    }
  });

  test('withdraw leaves nothing of ours, at once or after a kill at any effect, and may be repeated', async () => {
    const whole = arrange();
    await whole.admin.allow(wanted, 's');
    whole.writes();
    await whole.admin.withdraw(wanted, 's');
    const count = whole.writes().length;
    for (let at = 1; at <= count; at++) {
      const { admin, world, faults } = arrange();
      await admin.allow(wanted, 's');
      faults.dieAfterWrite = at;
      await admin.withdraw(wanted, 's').catch(() => undefined);
      // Whatever broke off: the right to send never outlives the rest.
      if (wanted === wish && at > 0) expect(world.assignments).toEqual([]);
      await admin.withdraw(wanted, 's');
      expect(leftInExchange(wanted, (await admin.look(wanted, 's'))!)).toEqual([]);
      expect([world.scopes, world.permissions, world.principals]).toEqual([[], [], []]);
      await admin.withdraw(wanted, 's');
    }
  });

  test('a registration under the object id of the app registration is made anew, with what hung on it', async () => {
    const { admin, judged, world } = arrange();
    await admin.allow({ ...wanted, objectId: registrationObjectId }, 's');
    expect(await judged(wanted)).toContain('wrong-object-id');
    await admin.allow(wanted, 's');
    expect(await judged(wanted)).toEqual([]);
    expect(world.principals).toHaveLength(1);
    expect(
      [...world.permissions, ...world.assignments].map((each) => ('to' in each ? each.to : each.App)),
    ).not.toContain(registrationObjectId);
  });

  test('withdraw does not fail on a mailbox somebody deleted', async () => {
    const { admin, world } = arrange();
    await admin.allow(wanted, 's');
    world.mailboxes.splice(0, 1);
    await admin.withdraw(wanted, 's');
    expect(world.principals).toEqual([]);
  });

  test('others’ registrations, scopes and rights stay', async () => {
    const { admin, world } = arrange();
    const other = {
      ...wanted,
      appId: 'a',
      objectId: 'o',
      mailboxes: ['ceo@contoso.com'],
      scopeName: 'theirs',
      assignmentName: 'theirs',
    };
    await admin.allow(other, 's');
    const before = structuredClone(world);
    await admin.allow(wanted, 's');
    await admin.withdraw(wanted, 's');
    const { mailboxes: _switched, ...rest } = world;
    expect(before).toMatchObject(rest);
  });
});

test('a mailbox that is not there is said before anything is made', async () => {
  const { admin, writes } = arrange(['invoices@contoso.com']);
  expect(await codeOf(admin.allow(wish, 's'))).toBe('exchange-mailbox-missing');
  expect(writes()).toEqual([]);
});

test('a scope under our name that holds another mailbox is never given the role', async () => {
  const { admin, world } = arrange();
  const RecipientFilter =
    "(PrimarySmtpAddress -eq 'invoices@contoso.com') -or (PrimarySmtpAddress -eq 'ceo@contoso.com')";
  world.scopes.push({ Name: wish.scopeName, RecipientFilter });
  expect(await codeOf(admin.allow(wish, 's'))).toBe('exchange-scope-too-wide');
  expect(world.assignments).toEqual([]);
});

test('an assignment under our name with another role or without scope is left to a person', async () => {
  for (const wrong of [{ Role: 'Application Mail.Read' }, { CustomResourceScope: null }]) {
    const { admin, world } = arrange();
    await admin.allow(wish, 's');
    Object.assign(world.assignments[0]!, wrong);
    expect(await codeOf(admin.allow(wish, 's'))).toBe('exchange-name-taken');
  }
});

test('a look that failed is not taken for "not there"', async () => {
  const { admin, faults, writes } = arrange();
  await admin.allow(wish, 's');
  writes();
  const text = '|Microsoft.Exchange.ManagementObjectNotFoundException|server busy';
  faults.fail.set('Get-ManagementScope', () => exchangeError({ status: 503, text, requestId: 'r' }));
  expect(await codeOf(admin.look(wish, 's'))).toBe('exchange-broken');
  expect(await codeOf(admin.allow(wish, 's'))).toBe('exchange-broken');
  expect(writes()).toEqual([]);
});

test('who may use what is unknown where Exchange cannot be asked, and the rest of the report is there', async () => {
  const { admin, faults } = arrange();
  await admin.allow(wish, 's');
  faults.fail.set('Test-ServicePrincipalAuthorization', () => exchangeError({ status: 400, text: '', requestId: 'r' }));
  const report = (await admin.look(wish, 's'))!;
  expect(Object.values(report.inScope)).toEqual([null, null, null]);
  expect(report.role).toBe('Application SMTP.SendAsApp');
});
