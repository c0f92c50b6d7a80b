// Everything Sendpass runs on in Azure, in one resource group. README.md beside this file says which type, property and role id is from where.
// What needs an Entra administrator is in entra-admin.sh, what needs a database administrator in database-role.sh.
targetScope = 'resourceGroup'

@description('Part of every name. Small letters and digits.')
@minLength(3)
@maxLength(12)
param name string = 'sendpass'

param location string = resourceGroup().location

@description('Installations that must not be taken for the real one are named otherwise: dev, test.')
param stage string

@description('Image of infra/docker, with its digest: registry/sendpass@sha256:…')
param image string

@description('ARM id of the container registry; empty when the image can be pulled by anybody.')
param registryId string = ''

@description('Text of policy.json.')
param policy string

@description('Public host name of the bot; empty: the one Container Apps gives.')
param publicHost string = ''

// The bot in Teams.

@description('UserAssignedMSI has no secret. SingleTenant: an app registration, its secret in the own vault as bot-app-secret.')
@allowed(['UserAssignedMSI', 'SingleTenant'])
param botType string = 'UserAssignedMSI'

@description('Only for SingleTenant: application (client) id of the registration.')
param botAppId string = ''

@description('true once slack-bot-token and slack-signing-secret are in the own vault.')
param slack bool = false

@description('Id of the one Slack workspace, T…')
param slackTeamId string = ''

// Mail. Microsoft takes no new customers for Communication Services since 23 October 2026 (facts/azure §0).

@description('create: make the zones below. existing: use existingAcsIds. none: Exchange Online only.')
@allowed(['create', 'existing', 'none'])
param mail string

@description('One Communication Services resource for each circle of trust: whoever holds a sender\'s secret can change the resource it is on. verified: true links the domain, which Azure allows only once its DNS records are verified.')
param zones mailZone[] = []

type mailZone = {
  name: string
  domain: string
  verified: bool
}

@description('Where mail data is kept; cannot be changed later.')
param dataLocation string = 'Europe'

@description('ARM ids of Communication Services resources that are there already, in this subscription.')
param existingAcsIds string[] = []

@description('ARM ids of the resource groups that hold their Email services, in this subscription: MailFrom addresses are made there.')
param existingMailGroupIds string[] = []

@description('GUID of the custom role senders get, SMTP_ROLE_DEFINITION_ID. Make it once (uuidgen) and never change it.')
param smtpRoleDefinitionId string

@description('Role definitions need Microsoft.Authorization/roleDefinitions/write on the subscription. false: an administrator made them already.')
param makeRoles bool = true

// The database.

@description('Who may administer it: an Entra group of people. Sendpass itself is not an administrator (database-role.sh).')
param databaseAdmin databaseAdministrator

type databaseAdministrator = {
  objectId: string
  name: string
  type: ('Group' | 'User')
}

param databaseSku databaseSize = { name: 'Standard_B1ms', tier: 'Burstable' }

type databaseSize = {
  name: string
  tier: ('Burstable' | 'GeneralPurpose' | 'MemoryOptimized')
}

@allowed(['Disabled', 'SameZone', 'ZoneRedundant'])
param databaseHighAvailability string = 'Disabled'

@minValue(7)
@maxValue(35)
param databaseBackupDays int = 7

// Network: both empty = public endpoints; the database then lets in all of Azure, and the token is what keeps others out.

@description('Subnet delegated to Microsoft.App/environments, with room for the database\'s subnet beside it.')
param appSubnetId string = ''

@description('Subnet delegated to Microsoft.DBforPostgreSQL/flexibleServers.')
param databaseSubnetId string = ''

@description('Private DNS zone of the database, needed with databaseSubnetId.')
param databaseDnsZoneId string = ''

// Size and alarms.

@minValue(1)
param minReplicas int = 1

@minValue(1)
param maxReplicas int = 1

@description('Where alarms go, among them the missing heartbeat.')
param alarmMail string

@description('Where the runbooks of docs/runbooks are to be read, without a slash at the end.')
param runbooksUrl string

@minValue(30)
param logDays int = 90

@description('https address that takes Event Grid deliveries; empty: none are sent. Sendpass does not take them yet.')
param eventsUrl string = ''

@description('Entra application id that Event Grid\'s deliveries are for.')
param eventsAppId string = ''

param tags object = { application: 'sendpass', stage: stage }

var prefix = '${name}-${stage}'
// Vault and server names are unique in the world, not in the group.
var unique = '${take('${name}${stage}', 10)}${take(uniqueString(resourceGroup().id), 8)}'

module identities 'modules/identities.bicep' = {
  name: 'identities'
  params: { prefix: prefix, location: location, tags: tags, botToo: botType == 'UserAssignedMSI' }
}

module logs 'modules/logs.bicep' = {
  name: 'logs'
  params: { prefix: prefix, location: location, tags: tags, retentionInDays: logDays, alarmMail: alarmMail }
}

module senderVault 'modules/vault.bicep' = {
  name: 'sender-vault'
  params: {
    name: 'kv-${unique}-s'
    location: location
    tags: tags
    principalId: identities.outputs.principalId
    // It stores, shows and removes the secrets of senders, and nothing else is in there.
    roleId: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
    workspaceId: logs.outputs.workspaceId
  }
}

module ownVault 'modules/vault.bicep' = {
  name: 'own-vault'
  params: {
    name: 'kv-${unique}-o'
    location: location
    tags: tags
    principalId: identities.outputs.principalId
    // Read only: who takes Sendpass over must not be able to plant a Slack token or bot secret of their own.
    roleId: '4633458b-17de-408a-b874-0445c86b69e6'
    workspaceId: logs.outputs.workspaceId
  }
}

module database 'modules/database.bicep' = {
  name: 'database'
  params: {
    name: 'psql-${unique}'
    location: location
    tags: tags
    admin: databaseAdmin
    sku: databaseSku
    highAvailability: databaseHighAvailability
    backupDays: databaseBackupDays
    subnetId: databaseSubnetId
    dnsZoneId: databaseDnsZoneId
    workspaceId: logs.outputs.workspaceId
  }
}

module roles 'modules/roles.bicep' = if (makeRoles) {
  name: 'sendpass-roles'
  scope: subscription()
  params: { smtpRoleDefinitionId: smtpRoleDefinitionId }
}

module zone 'modules/mail-zone.bicep' = [
  for each in (mail == 'create' ? zones : []): {
    name: 'mail-${each.name}'
    params: {
      prefix: prefix
      zone: each.name
      domainName: each.domain
      verified: each.verified
      dataLocation: dataLocation
      tags: tags
    }
  }
]

var newAcsIds = [
  for each in (mail == 'create' ? zones : []): resourceId(
    'Microsoft.Communication/communicationServices',
    '${prefix}-${each.name}'
  )
]
var acsIds = mail == 'existing' ? existingAcsIds : newAcsIds
var mailGroupIds = mail == 'existing' ? existingMailGroupIds : (mail == 'create' ? [resourceGroup().id] : [])

module assigning 'modules/acs-rights.bicep' = [
  for id in acsIds: {
    name: 'rights-${uniqueString(id)}'
    scope: resourceGroup(split(id, '/')[2], split(id, '/')[4])
    params: {
      acsName: last(split(id, '/'))
      principalId: identities.outputs.principalId
      smtpRoleDefinitionId: smtpRoleDefinitionId
    }
    dependsOn: [roles, zone]
  }
]

module mailSettings 'modules/mail-settings-rights.bicep' = [
  for id in mailGroupIds: {
    name: 'mail-settings-${uniqueString(id)}'
    scope: resourceGroup(split(id, '/')[2], split(id, '/')[4])
    params: { principalId: identities.outputs.principalId }
    dependsOn: [roles]
  }
]

module roleReader 'modules/role-reader-rights.bicep' = if (mail != 'none') {
  name: 'sendpass-role-reader'
  scope: subscription()
  params: { principalId: identities.outputs.principalId }
  dependsOn: [roles]
}

module pulling 'modules/registry-rights.bicep' = if (registryId != '') {
  name: 'registry-rights'
  scope: resourceGroup(
    registryId == '' ? subscription().subscriptionId : split(registryId, '/')[2],
    registryId == '' ? resourceGroup().name : split(registryId, '/')[4]
  )
  params: {
    registryName: registryId == '' ? 'none' : last(split(registryId, '/'))
    principalId: identities.outputs.principalId
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    prefix: prefix
    location: location
    tags: tags
    image: image
    registryServer: registryId == '' ? '' : '${last(split(registryId, '/'))}${environment().suffixes.acrLoginServer}'
    identityId: identities.outputs.id
    botIdentityId: identities.outputs.botId
    subnetId: appSubnetId
    workspaceId: logs.outputs.workspaceId
    minReplicas: minReplicas
    maxReplicas: maxReplicas
    policy: policy
    ownVaultUri: ownVault.outputs.uri
    botSecret: botType == 'SingleTenant'
    slack: slack
    settings: [
      { name: 'CLOUD', value: clouds[environment().name] }
      { name: 'TENANT_ID', value: tenant().tenantId }
      { name: 'BOT_APP_ID', value: botType == 'UserAssignedMSI' ? identities.outputs.botClientId : botAppId }
      { name: 'BOT_APP_TYPE', value: botType == 'UserAssignedMSI' ? 'UserAssignedMsi' : 'SingleTenant' }
      { name: 'IDENTITY_KIND', value: 'managed' }
      { name: 'IDENTITY_CLIENT_ID', value: identities.outputs.clientId }
      { name: 'SUBSCRIPTION_ID', value: subscription().subscriptionId }
      { name: 'ACS_RESOURCE_IDS', value: join(acsIds, ',') }
      { name: 'SMTP_ROLE_DEFINITION_ID', value: smtpRoleDefinitionId }
      { name: 'KEY_VAULT_URL', value: senderVault.outputs.uri }
      { name: 'POLICY_FILE', value: '/config/policy.json' }
      { name: 'DATABASE_URL', value: database.outputs.url }
      { name: 'DATABASE_AUTH', value: 'entra' }
      { name: 'SLACK_TEAM_ID', value: slack ? slackTeamId : '' }
      { name: 'HOST', value: '0.0.0.0' }
      { name: 'PORT', value: '3978' }
    ]
  }
  // Secrets are read and the image is pulled while it starts.
  dependsOn: [pulling]
}

// As src/shared/cloud.ts calls them.
var clouds = {
  AzureCloud: 'public'
  AzureUSGovernment: 'usgov'
  AzureChinaCloud: 'china'
}

var host = publicHost == '' ? app.outputs.fqdn : publicHost

module bot 'modules/bot.bicep' = {
  name: 'bot'
  params: {
    name: prefix
    tags: tags
    host: host
    type: botType
    appId: botType == 'UserAssignedMSI' ? identities.outputs.botClientId : botAppId
    identityId: identities.outputs.botId
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    prefix: prefix
    location: location
    tags: tags
    actionGroupId: logs.outputs.actionGroupId
    workspaceId: logs.outputs.workspaceId
    appId: app.outputs.id
    databaseId: database.outputs.id
    senderVaultId: senderVault.outputs.id
    readerAppId: identities.outputs.clientId
    runbooksUrl: runbooksUrl
  }
}

module events 'modules/events.bicep' = if (eventsUrl != '') {
  name: 'events'
  params: {
    prefix: prefix
    tags: tags
    acsIds: mail == 'create' ? newAcsIds : []
    url: eventsUrl
    audience: eventsAppId
  }
  dependsOn: [zone]
}

output endpoint string = 'https://${host}/api/messages'
output identityObjectId string = identities.outputs.principalId
output identityName string = identities.outputs.name
output botAppId string = botType == 'UserAssignedMSI' ? identities.outputs.botClientId : botAppId
output databaseHost string = database.outputs.host
@description('What to publish in DNS; once verified, set verified: true and deploy again.')
output dnsRecords array = [for (each, at) in (mail == 'create' ? zones : []): zone[at].outputs.records]
output ownVault string = ownVault.outputs.uri
