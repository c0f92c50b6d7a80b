import { scopeFilter, sendingRole } from '../shared/exchange-scope.ts';
import { allowClassic, allowScoped, registerPrincipal, removeScoped, revokeClassic } from './exchange-script-parts.ts';
import { reportPart } from './exchange-script-report.ts';
import { asBlock, plain, plainName, quoted, quotedList } from './exchange-script-text.ts';
import type { ExchangeWish } from './exchange-wish.ts';

/**
 * The PowerShell an Exchange administrator runs so that one sender may send: commented for somebody who has never seen Sendpass, without
 * secrets, safe to run again at any time. It ends with the report that readReport reads.
 */
export function exchangeScript(wish: ExchangeWish): string {
  const scoped = wish.access === 'app-rbac';
  const does = scoped
    ? [
        'What it does: registers the application in Exchange; makes a scope that holds only the mailboxes above; allows the',
        `application to send from that scope (role "${sendingRole}": send, not read); switches SMTP AUTH on for these mailboxes.`,
        'What it does not do: it gives no access to any other mailbox, needs no consent in Entra, changes no setting of the tenant,',
        'and holds nothing secret.',
      ]
    : [
        'What it does: registers the application in Exchange; gives it FullAccess and SendAs on the mailboxes above; switches SMTP AUTH',
        'on for these mailboxes. FullAccess also lets it read them: that is what classic access needs.',
        'What it does not do: it gives no access to any other mailbox, gives no consent in Entra (that is a step of its own), changes no',
        'setting of the tenant, and holds nothing secret.',
      ];
  const heading = headingOf(wish, 'let one application send mail through Exchange Online', [
    ...does,
    'Run it as often as you like, also after a run that broke off: it looks before it makes anything.',
  ]);
  const body = [
    namesPart(wish),
    connectPart,
    mailboxesPart,
    registerPrincipal(wish.access),
    scoped ? allowScoped : allowClassic,
    smtpAuthPart,
    reportPart(wish.access),
  ];
  return asBlock(heading, body.join('\n\n').split('\n'));
}

/** The same for a sender that is retired: takes back what exchangeScript gave, in the order in which nothing is left hanging. */
export function withdrawScript(wish: ExchangeWish): string {
  const heading = headingOf(wish, 'take an application its right to send through Exchange Online', [
    wish.access === 'app-rbac'
      ? 'What it does: removes the role assignment, the scope and the registration that were made for this application, and nothing else.'
      : 'What it does: removes FullAccess and SendAs on the mailboxes above and the registration of this application, and nothing else.',
    'What it does not do: it does not touch the mailboxes, their mail or their SMTP AUTH setting, which others may rely on. Where nobody does:',
    '  Set-CASMailbox -Identity MAILBOX -SmtpClientAuthenticationDisabled $null   (the tenant decides again)',
    'Run it as often as you like: what is gone already is no error.',
  ]);
  const removal = wish.access === 'app-rbac' ? removeScoped : revokeClassic;
  const body = [namesPart(wish), connectPart, removal, removePrincipal, reportPart(wish.access)];
  return asBlock(heading, body.join('\n\n').split('\n'));
}

function headingOf(wish: ExchangeWish, purpose: string, lines: string[]): string[] {
  return [
    `Sendpass: ${purpose}.`,
    '',
    `Application:  ${plainName(wish.displayName, wish.scopeName)}`,
    `May send as:  ${wish.mailboxes.map(plain).join(', ')}`,
    '',
    'Who runs it:  an Exchange administrator of this tenant, in PowerShell 7 or Windows PowerShell 5.1.',
    ...lines,
    'It is one block: where something is not as it should be, it stops as a whole, says so, and nothing after that is done.',
  ];
}

function namesPart(wish: ExchangeWish): string {
  const { mailboxes, outsideMailbox } = wish;
  const asked = outsideMailbox === null ? mailboxes : [...mailboxes, outsideMailbox];
  return `\
# Ids and names of this application. None of them is secret.
$tenantId = ${quoted(wish.tenantId)}
$appId = ${quoted(wish.appId)} # application (client) id
# Object id of the ENTERPRISE APPLICATION (Entra admin center > Enterprise applications). The app registration of the same name has
# another object id; with that one every log-in would be refused.
$objectId = ${quoted(wish.objectId)}
$displayName = ${quoted(plainName(wish.displayName, wish.scopeName))}
$mailboxes = ${quotedList(mailboxes)}
# The same${outsideMailbox === null ? '' : ', and one mailbox that must NOT be in reach'}: only asked about, never changed.
$askedMailboxes = ${quotedList(asked)}
$scopeName = ${quoted(wish.scopeName)}
$filter = ${quoted(scopeFilter(mailboxes))}
$assignmentName = ${quoted(wish.assignmentName)}
$role = ${quoted(sendingRole)}`;
}

const connectPart = `\
# Microsoft's module, installed for you alone if it is missing. Then a window asks for your administrator account.
if (-not (Get-Module -ListAvailable -Name ExchangeOnlineManagement)) {
  Install-Module -Name ExchangeOnlineManagement -Scope CurrentUser -Force
}
Import-Module ExchangeOnlineManagement -ErrorAction Stop
Connect-ExchangeOnline -Organization $tenantId -ShowBanner:$false -ErrorAction Stop`;

const mailboxesPart = `\
# Look first: the filter must find exactly the mailboxes above. It goes by primary addresses, so an alias finds nothing.
$found = @(Get-Recipient -RecipientPreviewFilter $filter -ResultSize Unlimited -ErrorAction Stop | ForEach-Object { $_.PrimarySmtpAddress })
foreach ($mailbox in $mailboxes) {
  if ($found -notcontains $mailbox) { throw "Sendpass stopped: no mailbox has $mailbox as its primary address. Nothing was changed." }
}
foreach ($address in $found) {
  if ($mailboxes -notcontains $address) { throw "Sendpass stopped: the filter also finds $address. Nothing was changed." }
}`;

const smtpAuthPart = `\
# SMTP AUTH for these mailboxes only. A mailbox's own setting goes before the tenant's, which therefore stays as it is.
foreach ($mailbox in $mailboxes) {
  $settings = Get-CASMailbox -Identity $mailbox -ErrorAction Stop
  if ($settings.SmtpClientAuthenticationDisabled -ne $false) {
    Set-CASMailbox -Identity $mailbox -SmtpClientAuthenticationDisabled $false -ErrorAction Stop
    Write-Host "SMTP AUTH is on for $mailbox."
  }
}
# The tenant's setting is looked at and never changed here: switching it on opens SMTP AUTH for EVERY mailbox without a setting of its own.
$transportConfig = Get-TransportConfig -ErrorAction Stop
if ($transportConfig.SmtpClientAuthenticationDisabled -eq $true) {
  Write-Host 'SMTP AUTH is off for the tenant. The setting of these mailboxes goes before that, so nothing has to be done. Only if their log-ins are still refused as disabled for the Tenant after an hour: Set-TransportConfig -SmtpClientAuthenticationDisabled $false'
}`;

const removePrincipal = `\
# The registration in Exchange, last: what hangs on it is gone. The enterprise application in Entra is not touched.
$registered = @(Get-ServicePrincipal -ErrorAction Stop | Where-Object { $_.AppId -eq $appId })
foreach ($entry in $registered) {
  Remove-ServicePrincipal -Identity $entry.ObjectId -Confirm:$false -ErrorAction Stop
  Write-Host "Removed the registration of enterprise application $($entry.ObjectId)."
}`;
