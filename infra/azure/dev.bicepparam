using 'main.bicep'

// A rehearsal: one small instance, Exchange Online only, nothing that Microsoft may refuse to make.
param stage = 'dev'
param image = 'REGISTRY.azurecr.io/sendpass@sha256:DIGEST'
param registryId = ''
param policy = loadTextContent('policy.json')
param mail = 'none'
param smtpRoleDefinitionId = '00000000-0000-0000-0000-000000000000'
param makeRoles = false
param databaseAdmin = { objectId: '00000000-0000-0000-0000-000000000000', name: 'database-admins', type: 'Group' }
param alarmMail = 'operators@example.com'
param runbooksUrl = 'https://YOUR-GIT-HOST/sendpass/docs/runbooks'
param logDays = 30
