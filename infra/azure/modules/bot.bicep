param name string
param tags object
param host string
@allowed(['UserAssignedMSI', 'SingleTenant'])
param type string
param appId string
@description('ARM id of the bot\'s managed identity; empty with SingleTenant.')
param identityId string

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: 'global'
  tags: tags
  kind: 'azurebot'
  sku: { name: 'F0' }
  properties: {
    displayName: name
    endpoint: 'https://${host}/api/messages'
    msaAppId: appId
    msaAppType: type
    msaAppTenantId: tenant().tenantId
    msaAppMSIResourceId: type == 'UserAssignedMSI' ? identityId : null
    disableLocalAuth: true
    isStreamingSupported: false
  }
}

// Web Chat and Direct Line come with every bot, and there anybody may say to be anybody. Sendpass takes deliveries of Teams only.
resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: { isEnabled: true, enableCalling: false }
  }
}
