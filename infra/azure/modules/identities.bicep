// Two, so that what opens the chat door opens neither Azure nor the vault.
param prefix string
param location string
param tags object
param botToo bool

resource worker 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-${prefix}'
  location: location
  tags: tags
}

resource bot 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = if (botToo) {
  name: 'id-${prefix}-bot'
  location: location
  tags: tags
}

output id string = worker.id
output name string = worker.name
output clientId string = worker.properties.clientId
output principalId string = worker.properties.principalId
output botId string = botToo ? bot.id : ''
output botClientId string = botToo ? bot!.properties.clientId : ''
