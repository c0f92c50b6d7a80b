import { beforeEach, expect, test } from 'vitest';
import { runScript } from '../../../../infra/sandbox/exchange/powershell/shell.ts';
import type { World } from '../../../../infra/sandbox/world.ts';
import { startContext } from '../sandbox-arm/harness.ts';

let world: World;
beforeEach(async () => {
  ({ world } = await startContext());
});

const run = (script: string) => runScript(world, script);
const printed = (script: string): string => {
  const { output, failed } = run(script);
  expect(failed).toBeNull();
  return output;
};
const asAdmin = (script: string) => run(`Connect-ExchangeOnline -Organization contoso.onmicrosoft.com\n${script}`);

test.each([
  [`'it''s $x'`, `it's $x`],
  [`$x = 'a'; "<$x> $($x.Length) \`$x \`"q\`" \${x}b"`, '<a> 1 $x "q" ab'],
  [`$e = @{ P = 'q' }; "$e.P $($e.P)"`, 'System.Collections.Hashtable.P q'],
  [`"$(@('a', 'b'))"`, 'a b'],
  [`@('a', 'b').Count`, '2'],
  [`$a = @(1, 2); @($a, $a).Count`, '2'],
  [`"$true $null $(@(1, @(2, 3)))"`, 'True  1 System.Object[]'],
  [`'b' -gt 'A' -and 9 -lt '10'`, 'True'],
  [`$null + 1; @(1) + @(2, 3)`, '1\n1\n2\n3'],
  [`@('a','b') -contains 'B'`, 'True'],
  [`@('a') -notcontains 'b' -and 'b' -in @('b', 'c')`, 'True'],
  [`'FullAccess, Send' -match 'fullaccess' -and -not $false`, 'True'],
  [`$false -or (!$true)`, 'False'],
  [`'SMTP:x@y.z' -like 'smtp:*'`, 'True'],
  [`$null -ne $false`, 'True'],
  [`@(3, 1, 2) -join '-'`, '3-1-2'],
  [`@('b', 'a', 'b') | Sort-Object -Unique`, 'a\nb'],
  [`@('a', 'b') | Select-Object -First 1`, 'a'],
  [`@(@{ A = 1 }, @{ A = 2 }) | Where-Object { $_.A -eq 2 } | ForEach-Object { "found $($_.A)" }`, 'found 2'],
  [`@(@{ A = 1 }, @{ A = 2 }) | Select-Object -ExpandProperty A`, '1\n2'],
  [`'x' | Out-Null # and a comment`, ''],
  [`if (@()) { 'yes' } elseif ($null) { 'maybe' } else { 'no' }`, 'no'],
  [`foreach ($x in @('a', 'b')) { Write-Host "<$x>" }`, '<a>\n<b>'],
  [`$h = @{}; $h['k'] = $true; $h['K'] = $false; $h | ConvertTo-Json -Compress`, '{"k":false}'],
  [`[ordered]@{ b = @(); a = @('x'); n = $null } | ConvertTo-Json -Compress`, '{"b":[],"a":["x"],"n":null}'],
  [
    `@{ a = @{ b = @{ c = @{ d = 1 } } } } | ConvertTo-Json -Compress -Depth 1`,
    '{"a":{"b":"System.Collections.Hashtable"}}',
  ],
  [`Write-Warning 'careful'`, 'WARNING: careful'],
  [`try { throw 'no' } catch { "caught $($_.Exception.Message), $_" }`, 'caught no, no'],
  [`<# a block\ncomment #> Write-Output 'a' 'b'`, 'a\nb'],
])('%s', (script, output) => expect(printed(script)).toBe(output));

test('a pipeline with one result is that result, `@( … )` of it an array', () => {
  const one = `@(@{ A = 1 }) | ForEach-Object { $_.A }`;
  expect(printed(`$x = ${one}; @{ x = $x } | ConvertTo-Json -Compress`)).toBe('{"x":1}');
  expect(printed(`$x = @(${one}); @{ x = $x } | ConvertTo-Json -Compress`)).toBe('{"x":[1]}');
});

test('it stops at the statement that throws, and what came before is shown and done', () => {
  const { output, failed } = asAdmin(`
    Set-TransportConfig -SmtpClientAuthenticationDisabled $false
    Write-Host 'one'
    if ($true) { throw "Sendpass stopped: $(1)" }
    Write-Host 'two'`);
  expect({ output, failed }).toEqual({ output: 'one', failed: 'Sendpass stopped: 1' });
  expect(world.exchange.smtpClientAuthenticationDisabled).toBe(false);
});

test('a cmdlet that fails goes on, stops, or is silent, as it was told', () => {
  const missing = (more: string) => asAdmin(`Get-CASMailbox -Identity nobody@contoso.com ${more}; 'next'`);
  expect(missing('')).toMatchObject({ failed: null, output: expect.stringMatching(/NotFoundException[^]*\nnext$/) });
  expect(missing('-ErrorAction SilentlyContinue')).toEqual({ failed: null, output: 'next' });
  expect(missing('-ErrorAction Stop')).toMatchObject({
    output: '',
    failed: expect.stringContaining('NotFoundException'),
  });
  expect(asAdmin(`$ErrorActionPreference = 'Stop'; Get-CASMailbox nobody; 'next'`).failed).toContain('nobody');
});

test('Exchange has no cmdlets before somebody has connected, and only to this tenant', () => {
  expect(run('Get-ServicePrincipal').failed).toContain("'Get-ServicePrincipal' is not recognized");
  expect(run('Connect-ExchangeOnline -Organization fabrikam.com').failed).toContain('fabrikam.com');
  expect(run(`Connect-ExchangeOnline -Organization ${world.tenantId}\nGet-ServicePrincipal`).failed).toBeNull();
});

test('what asks for confirmation would wait for ever', () => {
  const ids = `-AppId ${crypto.randomUUID()} -ObjectId ${crypto.randomUUID()} -DisplayName 'x'`;
  const remove = (more: string) => asAdmin(`Remove-ServicePrincipal -Identity x ${more}`).failed;
  expect(asAdmin(`New-ServicePrincipal ${ids} | Out-Null`)).toEqual({ output: '', failed: null });
  expect(remove('')).toContain('-Confirm:$false');
  expect(remove('-Confirm:$false')).toBeNull();
  expect(world.exchange.servicePrincipals).toEqual([]);
});

test.each([
  ['"$name: x"', /line:1: Variable reference/],
  ["'a\nb", /line:1: .*terminator/],
  ['if ($true) { 1', /Missing '}'/],
  ["$x = 'a'\n\nwhile ($true) { }", /line:3: The sandbox does not know this statement/],
  ["'a'.ToUpper()", /calls no methods/],
  ["$x = 'a' 'b'", /Unexpected token/],
])('what cannot be read has done nothing: %s', (wrong, problem) => {
  const { output, failed } = run(wrong);
  expect(failed).toMatch(problem);
  expect(output).toBe('');
  expect(run(`Write-Host 'before'\n${wrong}`).output).toBe('');
});

test('an unknown command, operator or parameter is named', () => {
  expect(run('Remove-Everything').failed).toContain('Remove-Everything');
  expect(run(`'a' -replace 'a'`).failed).toContain('-replace');
  expect(asAdmin('Get-ServicePrincipal -Nonsense x').failed).toContain("'Nonsense'");
});

const SCRIPT = `
$appId = '11111111-1111-4111-8111-111111111111'
$objectId = '22222222-2222-4222-8222-222222222222'
$mailboxes = @('invoices@contoso.com', 'erp@contoso.com')
$filter = "(PrimarySmtpAddress -eq 'invoices@contoso.com') -or (PrimarySmtpAddress -eq 'erp@contoso.com')"
$found = @(Get-Recipient -RecipientPreviewFilter $filter -ErrorAction Stop | ForEach-Object { $_.PrimarySmtpAddress })
foreach ($mailbox in $mailboxes) {
  if ($found -notcontains $mailbox) { throw "no mailbox $mailbox" }
}
$known = Get-ServicePrincipal -ErrorAction Stop | Where-Object { $_.AppId -eq $appId }
if (-not $known) {
  New-ServicePrincipal -AppId $appId -ObjectId $objectId -DisplayName 'Sender' -ErrorAction Stop | Out-Null
  Write-Host 'Registered.'
}
if (-not (Get-ManagementScope | Where-Object { $_.Name -eq 's' })) {
  New-ManagementScope -Name 's' -RecipientRestrictionFilter $filter -ErrorAction Stop | Out-Null
  New-ManagementRoleAssignment -Name 'a' -App $objectId -Role 'Application SMTP.SendAsApp' -CustomResourceScope 's' | Out-Null
}
$inScope = @{}
foreach ($mailbox in $mailboxes) {
  Set-CASMailbox -Identity $mailbox -SmtpClientAuthenticationDisabled $false -ErrorAction Stop
  $tested = Test-ServicePrincipalAuthorization -Identity $objectId -Resource $mailbox | Where-Object { $_.InScope -eq $true }
  if ($tested) { $inScope[$mailbox] = $true } else { $inScope[$mailbox] = $false }
}
$json = [ordered]@{ appId = $appId; inScope = $inScope } | ConvertTo-Json -Compress -Depth 4
Write-Output "SENDPASS $json"`;

test("an administrator's script registers, scopes, assigns and reports, and twice is as once", () => {
  const report = `SENDPASS {"appId":"11111111-1111-4111-8111-111111111111","inScope":{"invoices@contoso.com":true,"erp@contoso.com":true}}`;
  expect(asAdmin(SCRIPT)).toEqual({ output: `Registered.\n${report}`, failed: null });
  expect(asAdmin(SCRIPT)).toEqual({ output: report, failed: null });
  expect(world.exchange).toMatchObject({
    servicePrincipals: [{ displayName: 'Sender' }],
    roleAssignments: [{ app: '22222222-2222-4222-8222-222222222222', customResourceScope: 's' }],
  });
});
