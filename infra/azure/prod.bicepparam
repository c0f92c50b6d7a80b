using 'main.bicep'

// Where Communication Services exist already: mail = 'existing', existingAcsIds and existingMailGroupIds, no zones. Where they may no longer be made:
// mail = 'none'. In a network of its own: the two subnets and the DNS zone; without them the endpoints are public.
param stage = 'prod'
param image = 'REGISTRY.azurecr.io/sendpass@sha256:DIGEST'
param registryId = '/subscriptions/SUBSCRIPTION-ID/resourceGroups/GROUP/providers/Microsoft.ContainerRegistry/registries/REGISTRY'
param policy = loadTextContent('policy.json')
param publicHost = ''
param mail = 'create'
param zones = [
  { name: 'internal', domain: 'mail.example.com', verified: false }
  { name: 'partners', domain: 'partners.example.com', verified: false }
]
param dataLocation = 'Europe'
param smtpRoleDefinitionId = '00000000-0000-0000-0000-000000000000'
param databaseAdmin = { objectId: '00000000-0000-0000-0000-000000000000', name: 'database-admins', type: 'Group' }
param databaseSku = { name: 'Standard_D2ds_v5', tier: 'GeneralPurpose' }
param databaseHighAvailability = 'ZoneRedundant'
param databaseBackupDays = 35
param appSubnetId = ''
param databaseSubnetId = ''
param databaseDnsZoneId = ''
param minReplicas = 2
param maxReplicas = 3
param alarmMail = 'operators@example.com'
param runbooksUrl = 'https://YOUR-GIT-HOST/sendpass/docs/runbooks'
param logDays = 365
