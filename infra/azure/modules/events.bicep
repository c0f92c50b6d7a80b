// Delivery reports of the zones made here. Off until Sendpass takes them: Event Grid asks the address to prove itself while this is deployed.
param prefix string
param tags object
param acsIds string[]
@secure()
param url string
@description('Entra application id or URI that the deliveries\' tokens are for.')
param audience string

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = [
  for id in acsIds: {
    name: 'evgt-${prefix}-${last(split(id, '/'))}'
    location: 'global'
    tags: tags
    properties: { source: id, topicType: 'Microsoft.Communication.CommunicationServices' }
  }
]

resource reports 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = [
  for (id, at) in acsIds: {
    parent: topic[at]
    name: 'delivery-reports'
    properties: {
      eventDeliverySchema: 'EventGridSchema'
      filter: { includedEventTypes: ['Microsoft.Communication.EmailDeliveryReportReceived'] }
      destination: {
        endpointType: 'WebHook'
        properties: {
          endpointUrl: url
          azureActiveDirectoryTenantId: tenant().tenantId
          azureActiveDirectoryApplicationIdOrUri: audience
          maxEventsPerBatch: 50
          minimumTlsVersionAllowed: '1.2'
        }
      }
      retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
    }
  }
]
