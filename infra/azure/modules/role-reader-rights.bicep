// Custom definitions live at the subscription, so this one right is held there.
targetScope = 'subscription'

param principalId string

var definition = loadJsonContent('../../../docs/roles/role-reader.json')
var roleId = guid(subscription().id, definition.Name)

resource reader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, principalId, roleId)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleId)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
