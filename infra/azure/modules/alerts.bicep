// Each alarm names its runbook. Few on purpose: what Sendpass notices itself it tells in chat; these are for when it cannot.
param prefix string
param location string
param tags object
param actionGroupId string
param workspaceId string
param appId string
param databaseId string
param senderVaultId string
@description('Client id of Sendpass\'s own identity: the one reader the vault should have.')
param readerAppId string
param runbooksUrl string

var appName = last(split(appId, '/'))
// One line of Sendpass is one JSON object; what is not JSON has none of the fields asked for.
var lines = 'ContainerAppConsoleLogs | where ContainerAppName == "${appName}" | extend line = parse_json(Log)'

var logAlerts = [
  {
    name: 'heartbeat-missing'
    text: 'Sendpass has not logged its heartbeat for two hours: nobody is watched.'
    query: '${lines} | where tostring(line.msg) == "heartbeat"'
    operator: 'LessThan'
    threshold: 1
    window: 'PT2H'
    every: 'PT15M'
    severity: 1
  }
  {
    name: 'errors'
    text: 'Sendpass logs errors: more than ten in a quarter of an hour.'
    query: '${lines} | where toint(line.level) >= 50'
    operator: 'GreaterThan'
    threshold: 10
    window: 'PT15M'
    every: 'PT5M'
    severity: 2
  }
  {
    name: 'foreign-secret-read'
    text: 'Somebody other than Sendpass read a sender\'s secret.'
    // The claims stand nested or flat, depending on how the vault's log arrives.
    query: 'AZKVAuditLogs | where tolower(_ResourceId) == tolower("${senderVaultId}") | where OperationName == "SecretGet" and ResultType == "Success" | extend reader = coalesce(tostring(Identity.claim.appid), tostring(Identity.claim_appid)) | where reader != "${readerAppId}"'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT15M'
    every: 'PT5M'
    severity: 1
  }
]

resource logAlert 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for each in logAlerts: {
    name: '${prefix}-${each.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: '${prefix}: ${each.name}'
      description: '${each.text} ${runbooksUrl}/${each.name}.md'
      enabled: true
      severity: each.severity
      scopes: [workspaceId]
      evaluationFrequency: each.every
      windowSize: each.window
      criteria: {
        allOf: [
          {
            query: each.query
            timeAggregation: 'Count'
            operator: each.operator
            threshold: each.threshold
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      autoMitigate: true
      // A workspace that has just been made has no tables yet.
      skipQueryValidation: true
      actions: { actionGroups: [actionGroupId] }
    }
  }
]

var metricAlerts = [
  {
    name: 'restarts'
    text: 'Sendpass was restarted three times within a quarter of an hour.'
    resource: appId
    namespace: 'Microsoft.App/containerapps'
    metric: 'RestartCount'
    aggregation: 'Maximum'
    operator: 'GreaterThanOrEqual'
    threshold: 3
    severity: 1
  }
  {
    name: 'database-storage'
    text: 'The database has used 80 % of its disk.'
    resource: databaseId
    namespace: 'Microsoft.DBforPostgreSQL/flexibleServers'
    metric: 'storage_percent'
    aggregation: 'Average'
    operator: 'GreaterThan'
    threshold: 80
    severity: 2
  }
]

resource metricAlert 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for each in metricAlerts: {
    name: '${prefix}-${each.name}'
    location: 'global'
    tags: tags
    properties: {
      description: '${each.text} ${runbooksUrl}/${each.name}.md'
      enabled: true
      severity: each.severity
      scopes: [each.resource]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: each.name
            criterionType: 'StaticThresholdCriterion'
            metricNamespace: each.namespace
            metricName: each.metric
            timeAggregation: each.aggregation
            operator: each.operator
            threshold: each.threshold
          }
        ]
      }
      autoMitigate: true
      actions: [{ actionGroupId: actionGroupId }]
    }
  }
]
