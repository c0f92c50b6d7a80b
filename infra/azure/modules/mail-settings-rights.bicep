// Reading domains, adding and removing MailFrom addresses and short SMTP usernames.
param principalId string

var definition = loadJsonContent('../../../docs/roles/mail-settings.json')
var roleId = guid(subscription().id, definition.Name)

resource settings 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, principalId, roleId)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleId)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
