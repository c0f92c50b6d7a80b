/**
 * The last part of both scripts: prints what Exchange shows now as one line, the ExchangeReport as JSON. What cannot be asked stays null or
 * away, and never ends the script: half a report helps, none does not.
 */
export function reportPart(access: 'app-rbac' | 'classic'): string {
  return [
    '# Last: what Exchange shows now, as one line that starts with SENDPASS. Copy that line into the Done dialog in chat.',
    '# It holds names, ids, addresses and yes or no; nothing in it is secret.',
    lookAtPrincipal,
    lookAtScope,
    lookAtMailboxes,
    access === 'classic' ? lookAtRights : '$rights = @{}',
    printed,
  ].join('\n');
}

const lookAtPrincipal = `\
$foundId = $null
$entries = @(Get-ServicePrincipal -ErrorAction Stop | Where-Object { $_.AppId -eq $appId })
foreach ($entry in $entries) {
  if ($foundId -ne $objectId) { $foundId = $entry.ObjectId }
}`;

const lookAtScope = `\
$foundFilter = $null
$holds = @()
$foundScope = Get-ManagementScope -ErrorAction Stop | Where-Object { $_.Name -eq $scopeName }
if ($foundScope) {
  $foundFilter = $foundScope.RecipientFilter
  $holds = @(Get-Recipient -RecipientPreviewFilter $foundFilter -ResultSize Unlimited -ErrorAction Stop | ForEach-Object { $_.PrimarySmtpAddress })
}
$foundRole = $null
$foundAssignment = Get-ManagementRoleAssignment -ErrorAction Stop | Where-Object { $_.Name -eq $assignmentName }
if ($foundAssignment) { $foundRole = $foundAssignment.Role }`;

const lookAtMailboxes = `\
$inScope = @{}
foreach ($mailbox in $askedMailboxes) {
  $inScope[$mailbox] = $null
  try {
    $allowed = @(Test-ServicePrincipalAuthorization -Identity $objectId -Resource $mailbox -ErrorAction Stop | Where-Object { $_.RoleName -eq $role -and $_.InScope -eq $true })
    if ($allowed) { $inScope[$mailbox] = $true } else { $inScope[$mailbox] = $false }
  } catch {
    Write-Warning "Exchange could not say whether $mailbox is in scope."
  }
}
$smtpAuth = @{}
foreach ($mailbox in $mailboxes) {
  try {
    $settings = Get-CASMailbox -Identity $mailbox -ErrorAction Stop
    $smtpAuth[$mailbox] = 'tenant'
    if ($settings.SmtpClientAuthenticationDisabled -eq $true) { $smtpAuth[$mailbox] = 'off' }
    if ($settings.SmtpClientAuthenticationDisabled -eq $false) { $smtpAuth[$mailbox] = 'on' }
  } catch {
    Write-Warning "The mailbox $mailbox could not be looked at."
  }
}
$transport = Get-TransportConfig -ErrorAction Stop
$tenantSmtpAuth = 'on'
if ($transport.SmtpClientAuthenticationDisabled -eq $true) { $tenantSmtpAuth = 'off' }`;

const lookAtRights = `\
$rights = @{}
foreach ($mailbox in $askedMailboxes) {
  try {
    $full = @(Get-MailboxPermission -Identity $mailbox -User $objectId -ErrorAction Stop | Where-Object { "$($_.AccessRights)" -match 'FullAccess' -and -not $_.Deny })
    $send = @(Get-RecipientPermission -Identity $mailbox -Trustee $objectId -ErrorAction Stop | Where-Object { "$($_.AccessRights)" -match 'SendAs' })
    $right = @{ fullAccess = $false; sendAs = $false }
    if ($full) { $right['fullAccess'] = $true }
    if ($send) { $right['sendAs'] = $true }
    $rights[$mailbox] = $right
  } catch {
    Write-Warning "The permissions on $mailbox could not be looked at."
  }
}`;

const printed = `\
$report = [ordered]@{ appId = $appId; objectId = $foundId; scope = $foundFilter; holds = $holds; role = $foundRole; inScope = $inScope; rights = $rights; smtpAuth = $smtpAuth; tenantSmtpAuth = $tenantSmtpAuth }
$json = $report | ConvertTo-Json -Compress -Depth 4
Write-Output "SENDPASS $json"`;
