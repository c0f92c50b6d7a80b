import { describe, expect, test } from 'vitest';
import { exchangeScript, withdrawScript } from '../../../src/relays/exchange-script.ts';
import type { ExchangeWish } from '../../../src/relays/exchange-wish.ts';
import { classicWish, wish } from './exchange-samples.ts';

// What the scripts say and never say. That they do what they say is played in test/scenario against the sandbox's PowerShell.

const scripts: [string, string][] = [
  ['app-rbac', exchangeScript(wish)],
  ['classic', exchangeScript(classicWish)],
  ['withdraw app-rbac', withdrawScript(wish)],
  ['withdraw classic', withdrawScript(classicWish)],
];

/** The script without comments and without what stands between single quotes: what PowerShell would run. */
function code(script: string): string {
  return script
    .split('\n')
    .map((line) => line.replace(/'(?:[^']|'')*'/g, "''"))
    .map((line) => line.replace(/(^|\s)#.*$/, ''))
    .filter((line) => line.trim() !== '')
    .join('\n');
}
const cmdlets = (script: string): string[] =>
  [...new Set(code(script).match(/\b[A-Z][a-z]+-[A-Z]\w+/g) ?? [])].toSorted();

describe.each(scripts)('%s', (_name, script) => {
  test('is one block in ASCII without empty lines: pasted into a console it runs or stops as a whole', () => {
    expect(script).toMatch(/^[\x20-\x7e\n]+$/);
    expect(script.trimEnd()).not.toContain('\n\n');
    const lines = code(script).split('\n');
    expect([lines[0], lines.at(-1)]).toEqual(['if ($true) {', '}']);
    expect(lines.slice(1, -1).every((line) => line.startsWith('  '))).toBe(true);
  });

  test('never changes a setting of the tenant', () => {
    expect(code(script)).not.toMatch(/Set-TransportConfig|Set-OrganizationConfig|New-RoleGroup/);
  });

  test('says who runs it, what it does and what it does not, before anything runs', () => {
    const heading = script.slice(0, script.indexOf('if ($true)'));
    for (const said of ['Who runs it:', 'What it does:', 'What it does not do:', 'May send as:  invoices@contoso.com'])
      expect(heading).toContain(said);
  });

  test('prints its report last', () => {
    expect(code(script).trimEnd().split('\n').at(-2)).toContain('Write-Output "SENDPASS $json"');
  });
});

test('App RBAC gives no right on a mailbox, classic makes no scope', () => {
  expect(cmdlets(exchangeScript(wish))).not.toContain('Add-MailboxPermission');
  expect(cmdlets(exchangeScript(classicWish))).not.toContain('New-ManagementScope');
});

test('taking back makes nothing, and takes the right to send before the rest', () => {
  for (const script of [withdrawScript(wish), withdrawScript(classicWish)])
    expect(cmdlets(script).filter((each) => /^(New|Add|Set)-/.test(each))).toEqual([]);
  const order = code(withdrawScript(wish)).match(/Remove-\w+/g);
  expect(order).toEqual(['Remove-ManagementRoleAssignment', 'Remove-ManagementScope', 'Remove-ServicePrincipal']);
});

describe('what a requester wrote stays text', () => {
  const hostile = [
    "x'; Remove-Mailbox ceo@contoso.com; '",
    'x’; Remove-Mailbox ceo@contoso.com; ‘',
    'x"; Remove-Mailbox ceo@contoso.com; "',
    '$(Remove-Mailbox ceo@contoso.com)',
    'x`n\nRemove-Mailbox ceo@contoso.com',
    'x\r\nRemove-Mailbox ceo@contoso.com #',
    'x\u0085Remove-Mailbox ceo@contoso.com',
    '#> Remove-Mailbox ceo@contoso.com <#',
    "Ångström – O'Brien 🚀",
    '発注',
  ];
  const expectSame = (change: Partial<ExchangeWish>): void => {
    for (const base of [wish, classicWish])
      for (const write of [exchangeScript, withdrawScript]) {
        const script = write({ ...base, ...change });
        expect(script).toMatch(/^[\x20-\x7e\n]+$/);
        expect(code(script)).toBe(code(write({ ...base, mailboxes: change.mailboxes ? ['a@b.c'] : base.mailboxes })));
      }
  };

  test.each(hostile)('a display name: %j', (displayName) => expectSame({ displayName }));
  test.each(hostile)('an address: %j', (name) => expectSame({ mailboxes: [`${name}@contoso.com`] }));
  test.each(hostile)('the outside mailbox: %j', (name) => expectSame({ outsideMailbox: `${name}@contoso.com` }));

  test('a name that people recognise is kept, one without a letter left becomes the computed one', () => {
    expect(exchangeScript({ ...wish, displayName: 'Sendpass – Ångström' })).toContain(
      "$displayName = 'Sendpass - Angstrom'",
    );
    expect(exchangeScript({ ...wish, displayName: '発注' })).toContain("$displayName = 'sendpass-abc-1'");
  });

  test('an address is never folded into another one', () => {
    expect(exchangeScript({ ...wish, mailboxes: ['bücher@contoso.com'] })).toContain("@('b?cher@contoso.com')");
  });
});
