param prefix string
param location string
param tags object
param image string
param registryServer string
param identityId string
@description('Empty where the bot has a secret.')
param botIdentityId string
param subnetId string
param workspaceId string
param minReplicas int
param maxReplicas int
@secure()
param policy string
param ownVaultUri string
param botSecret bool
param slack bool
param settings { name: string, value: string }[]

// By their names in the own vault; Container Apps reads them there, and again every half an hour.
var fromVault = concat(
  botSecret ? [{ name: 'bot-app-secret', variable: 'BOT_APP_SECRET' }] : [],
  slack
    ? [
        { name: 'slack-bot-token', variable: 'SLACK_BOT_TOKEN' }
        { name: 'slack-signing-secret', variable: 'SLACK_SIGNING_SECRET' }
      ]
    : []
)

var vaultSecrets = [
  for each in fromVault: {
    name: each.name
    keyVaultUrl: '${ownVaultUri}secrets/${each.name}'
    identity: identityId
  }
]
var vaultSettings = [for each in fromVault: { name: each.variable, secretRef: each.name }]
var given = filter(settings, each => each.value != '')

var identityIds = botIdentityId == '' ? [identityId] : [identityId, botIdentityId]

resource managed 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: 'cae-${prefix}'
  location: location
  tags: tags
  properties: {
    // By Azure Monitor, which needs no key of the workspace.
    appLogsConfiguration: { destination: 'azure-monitor' }
    vnetConfiguration: subnetId == '' ? null : { infrastructureSubnetId: subnetId, internal: false }
    workloadProfiles: [
      { name: 'Consumption', workloadProfileType: 'Consumption' }
    ]
    zoneRedundant: subnetId != ''
  }
}

resource appLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'app-logs'
  scope: managed
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'ContainerAppConsoleLogs', enabled: true }
      { category: 'ContainerAppSystemLogs', enabled: true }
    ]
  }
}

resource app 'Microsoft.App/containerApps@2025-01-01' = {
  name: 'ca-${prefix}'
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: toObject(identityIds, each => each, each => {})
  }
  properties: {
    environmentId: managed.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      maxInactiveRevisions: 5
      // The one door: chat deliveries, sign-in pages, probes.
      ingress: {
        external: true
        targetPort: 3978
        transport: 'http'
        allowInsecure: false
        traffic: [
          { latestRevision: true, weight: 100 }
        ]
      }
      registries: registryServer == '' ? [] : [{ server: registryServer, identity: identityId }]
      secrets: concat([{ name: 'policy', value: policy }], vaultSecrets)
    }
    template: {
      // 30 s for the work at hand (design.md), the rest for closing.
      terminationGracePeriodSeconds: 45
      containers: [
        {
          name: 'sendpass'
          image: image
          env: concat(given, vaultSettings)
          resources: { cpu: json('0.5'), memory: '1Gi' }
          volumeMounts: [
            { volumeName: 'config', mountPath: '/config' }
          ]
          probes: [
            // A first start makes the tables.
            {
              type: 'Startup'
              httpGet: { path: '/healthz', port: 3978, scheme: 'HTTP' }
              periodSeconds: 5
              timeoutSeconds: 3
              failureThreshold: 10
              initialDelaySeconds: 10
            }
            {
              type: 'Liveness'
              httpGet: { path: '/healthz', port: 3978, scheme: 'HTTP' }
              periodSeconds: 30
              timeoutSeconds: 5
              failureThreshold: 4
            }
            {
              type: 'Readiness'
              httpGet: { path: '/readyz', port: 3978, scheme: 'HTTP' }
              periodSeconds: 5
              timeoutSeconds: 5
              failureThreshold: 2
            }
          ]
        }
      ]
      scale: { minReplicas: minReplicas, maxReplicas: maxReplicas }
      volumes: [
        {
          name: 'config'
          storageType: 'Secret'
          secrets: [
            { secretRef: 'policy', path: 'policy.json' }
          ]
        }
      ]
    }
  }
}

output id string = app.id
output fqdn string = app.properties.configuration.ingress.fqdn
