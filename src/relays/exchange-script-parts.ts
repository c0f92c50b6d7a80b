// The parts of the scripts that give and take. Everything they touch carries the application's id or our own names.

/** One with our application id but another object id is made anew: an entry's ids cannot be changed. */
export function registerPrincipal(access: 'app-rbac' | 'classic'): string {
  return `\
# Register the application: Exchange knows it by its application id and the object id of its ENTERPRISE APPLICATION.
$registered = @(Get-ServicePrincipal -ErrorAction Stop | Where-Object { $_.AppId -eq $appId })
foreach ($entry in $registered) {
  if ($entry.ObjectId -ne $objectId) {
    Write-Warning "This application is registered with the wrong object id $($entry.ObjectId), most likely that of the app registration. It is removed and registered anew with the object id of the enterprise application, $objectId."
${access === 'app-rbac' ? removeWrongAssignment : removeWrongRights}
    Remove-ServicePrincipal -Identity $entry.ObjectId -Confirm:$false -ErrorAction Stop
  }
}
$correct = @($registered | Where-Object { $_.ObjectId -eq $objectId })
if (-not $correct) {
  New-ServicePrincipal -AppId $appId -ObjectId $objectId -DisplayName $displayName -ErrorAction Stop | Out-Null
  Write-Host "Registered enterprise application $objectId."
}`;
}

const removeWrongAssignment = `\
    # What was allowed under the wrong id goes first, or it would stay behind without an owner.
    $hanging = @(Get-ManagementRoleAssignment -ErrorAction Stop | Where-Object { $_.Name -eq $assignmentName })
    if ($hanging) { Remove-ManagementRoleAssignment -Identity $assignmentName -Confirm:$false -ErrorAction Stop }`;

const removeWrongRights = `\
    # What was allowed under the wrong id goes first, or it would stay behind without an owner.
    foreach ($mailbox in $mailboxes) {
      Remove-MailboxPermission -Identity $mailbox -User $entry.ObjectId -AccessRights FullAccess -Confirm:$false -ErrorAction SilentlyContinue
      Remove-RecipientPermission -Identity $mailbox -Trustee $entry.ObjectId -AccessRights SendAs -Confirm:$false -ErrorAction SilentlyContinue
    }`;

/** Scope before assignment, and what the scope really holds between them: a role on a scope that is too wide would let it send as others. */
export const allowScoped = `\
# The scope: the list of mailboxes the application may send as.
$scope = Get-ManagementScope -ErrorAction Stop | Where-Object { $_.Name -eq $scopeName }
if (-not $scope) {
  $scope = New-ManagementScope -Name $scopeName -RecipientRestrictionFilter $filter -ErrorAction Stop
  Write-Host "Made the scope $scopeName."
}
# Check what it really holds before anything is allowed on it: one that holds too much would let the application send as others.
$held = @(Get-Recipient -RecipientPreviewFilter $scope.RecipientFilter -ResultSize Unlimited -ErrorAction Stop | ForEach-Object { $_.PrimarySmtpAddress })
foreach ($address in $held) {
  if ($mailboxes -notcontains $address) { throw "Sendpass stopped: the scope $scopeName also holds $address. Nothing was allowed on it. Remove it with: Remove-ManagementScope $scopeName - then run this script again." }
}
foreach ($mailbox in $mailboxes) {
  if ($held -notcontains $mailbox) { throw "Sendpass stopped: the scope $scopeName does not hold $mailbox. Remove it with: Remove-ManagementScope $scopeName - then run this script again." }
}

# Allow sending on that scope, and nothing else.
$assignment = Get-ManagementRoleAssignment -ErrorAction Stop | Where-Object { $_.Name -eq $assignmentName }
if ($assignment) {
  if ($assignment.Role -ne $role) { throw "Sendpass stopped: the role assignment $assignmentName gives the role $($assignment.Role) instead of $role. Remove it with: Remove-ManagementRoleAssignment $assignmentName - then run this script again." }
  if ($assignment.CustomResourceScope -ne $scopeName) { throw "Sendpass stopped: the role assignment $assignmentName is not limited to the scope $scopeName. Remove it with: Remove-ManagementRoleAssignment $assignmentName - then run this script again." }
} else {
  New-ManagementRoleAssignment -Name $assignmentName -App $objectId -Role $role -CustomResourceScope $scopeName -ErrorAction Stop | Out-Null
  Write-Host "Allowed sending from $scopeName. Exchange may take up to two hours until log-ins work."
}`;

export const allowClassic = `\
# Allow the application to use and send as these mailboxes. AutoMapping would add them to Outlook profiles; an application has none.
foreach ($mailbox in $mailboxes) {
  $full = @(Get-MailboxPermission -Identity $mailbox -User $objectId -ErrorAction Stop | Where-Object { "$($_.AccessRights)" -match 'FullAccess' -and -not $_.Deny })
  if (-not $full) {
    Add-MailboxPermission -Identity $mailbox -User $objectId -AccessRights FullAccess -AutoMapping $false -ErrorAction Stop | Out-Null
    Write-Host "Gave FullAccess on $mailbox."
  }
  $send = @(Get-RecipientPermission -Identity $mailbox -Trustee $objectId -ErrorAction Stop | Where-Object { "$($_.AccessRights)" -match 'SendAs' })
  if (-not $send) {
    Add-RecipientPermission -Identity $mailbox -Trustee $objectId -AccessRights SendAs -Confirm:$false -ErrorAction Stop | Out-Null
    Write-Host "Gave SendAs on $mailbox."
  }
}`;

/** The assignment first: from then on nothing can be sent, whatever breaks off after it. A scope in use cannot be removed. */
export const removeScoped = `\
# The right to send goes first, then the scope it was limited to.
$assignment = @(Get-ManagementRoleAssignment -ErrorAction Stop | Where-Object { $_.Name -eq $assignmentName })
if ($assignment) {
  Remove-ManagementRoleAssignment -Identity $assignmentName -Confirm:$false -ErrorAction Stop
  Write-Host "Removed the role assignment $assignmentName."
}
$scope = @(Get-ManagementScope -ErrorAction Stop | Where-Object { $_.Name -eq $scopeName })
if ($scope) {
  Remove-ManagementScope -Identity $scopeName -Confirm:$false -ErrorAction Stop
  Write-Host "Removed the scope $scopeName."
}`;

export const revokeClassic = `\
# The rights on the mailboxes, under whatever object id this application was registered: under a wrong one they would stay behind without an
# owner. A right that is gone, or a mailbox that was deleted, is no error.
$holders = @(Get-ServicePrincipal -ErrorAction Stop | Where-Object { $_.AppId -eq $appId } | ForEach-Object { $_.ObjectId })
foreach ($holder in $holders) {
  foreach ($mailbox in $mailboxes) {
    Remove-RecipientPermission -Identity $mailbox -Trustee $holder -AccessRights SendAs -Confirm:$false -ErrorAction SilentlyContinue
    Remove-MailboxPermission -Identity $mailbox -User $holder -AccessRights FullAccess -Confirm:$false -ErrorAction SilentlyContinue
  }
}`;
