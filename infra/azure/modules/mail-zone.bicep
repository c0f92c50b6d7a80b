// One circle of trust: a Communication Services resource, its Email service, its domain.
param prefix string
param zone string
param domainName string
@description('Only a verified domain can be linked. The first deployment makes the records to publish, a later one links.')
param verified bool
param dataLocation string
param tags object

resource email 'Microsoft.Communication/emailServices@2025-09-01' = {
  name: '${prefix}-${zone}-mail'
  location: 'Global'
  tags: tags
  properties: { dataLocation: dataLocation }
}

resource domain 'Microsoft.Communication/emailServices/domains@2025-09-01' = {
  parent: email
  name: domainName
  location: 'Global'
  tags: tags
  properties: {
    domainManagement: 'CustomerManaged'
    // Opens and clicks of recipients are nobody's business here.
    userEngagementTracking: 'Disabled'
  }
}

resource acs 'Microsoft.Communication/communicationServices@2025-09-01' = {
  name: '${prefix}-${zone}'
  location: 'Global'
  tags: tags
  properties: {
    dataLocation: dataLocation
    linkedDomains: verified ? [domain.id] : []
    // No access keys: SMTP and everything else by Entra only.
    disableLocalAuth: true
    publicNetworkAccess: 'Enabled'
  }
}

output id string = acs.id
output records object = domain.properties.verificationRecords
