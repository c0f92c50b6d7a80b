// The three custom roles. Made by an administrator, never by Sendpass: whoever may write definitions could widen what the condition lets it assign.
targetScope = 'subscription'

param smtpRoleDefinitionId string

var mailSettings = loadJsonContent('../../../docs/roles/mail-settings.json')
var roleReader = loadJsonContent('../../../docs/roles/role-reader.json')

// As src/provisioning/smtp-role.ts, which refuses a wider one before each assignment.
resource smtpSender 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: smtpRoleDefinitionId
  properties: {
    roleName: 'ACS SMTP Sender (Sendpass)'
    type: 'CustomRole'
    description: 'Lets an application log in to ACS Email over SMTP. Assigned by Sendpass.'
    permissions: [
      {
        actions: [
          'Microsoft.Communication/CommunicationServices/Read'
          'Microsoft.Communication/CommunicationServices/Write'
          'Microsoft.Communication/EmailServices/write'
        ]
        notActions: []
        dataActions: []
        notDataActions: []
      }
    ]
    assignableScopes: [subscription().id]
  }
}

resource settings 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(subscription().id, mailSettings.Name)
  properties: {
    roleName: mailSettings.Name
    type: 'CustomRole'
    description: mailSettings.Description
    permissions: [
      { actions: mailSettings.Actions, notActions: [], dataActions: [], notDataActions: [] }
    ]
    assignableScopes: [subscription().id]
  }
}

resource reader 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(subscription().id, roleReader.Name)
  properties: {
    roleName: roleReader.Name
    type: 'CustomRole'
    description: roleReader.Description
    permissions: [
      { actions: roleReader.Actions, notActions: [], dataActions: [], notDataActions: [] }
    ]
    assignableScopes: [subscription().id]
  }
}
