// PostgreSQL that knows no passwords: people and Sendpass log in with Entra tokens.
param name string
param location string
param tags object
param admin { objectId: string, name: string, type: string }
param sku { name: string, tier: string }
param highAvailability string
param backupDays int
param subnetId string
param dnsZoneId string
param workspaceId string

var private = subnetId != ''

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: sku.name, tier: sku.tier }
  properties: {
    version: '16'
    createMode: 'Default'
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Disabled'
      tenantId: tenant().tenantId
    }
    storage: { storageSizeGB: 32, autoGrow: 'Enabled' }
    backup: { backupRetentionDays: backupDays, geoRedundantBackup: 'Disabled' }
    highAvailability: { mode: highAvailability }
    network: private
      ? { delegatedSubnetResourceId: subnetId, privateDnsZoneArmResourceId: dnsZoneId, publicNetworkAccess: 'Disabled' }
      : { publicNetworkAccess: 'Enabled' }
  }
}

resource administrator 'Microsoft.DBforPostgreSQL/flexibleServers/administrators@2024-08-01' = {
  parent: server
  name: admin.objectId
  properties: {
    principalName: admin.name
    principalType: admin.type
    tenantId: tenant().tenantId
  }
}

resource sendpass 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2024-08-01' = {
  parent: server
  name: 'sendpass'
  properties: { charset: 'UTF8', collation: 'en_US.utf8' }
  // The server takes one change at a time.
  dependsOn: [administrator]
}

// 0.0.0.0 to 0.0.0.0 stands for "everything in Azure", whoever it belongs to: without a subnet the token is the only lock.
resource fromAzure 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules@2024-08-01' = if (!private) {
  parent: server
  name: 'AllowAllAzureServicesAndResourcesWithinAzureIps'
  properties: { startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' }
  dependsOn: [sendpass]
}

resource serverLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'server-logs'
  scope: server
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'PostgreSQLLogs', enabled: true }
    ]
  }
}

output id string = server.id
output host string = server.properties.fullyQualifiedDomainName
// Nothing secret in it: user "sendpass" (database-role.sh), and a token instead of a password.
output url string = 'postgres://sendpass@${server.properties.fullyQualifiedDomainName}:5432/sendpass?sslmode=verify-full'
