param prefix string
param location string
param tags object
param retentionInDays int
param alarmMail string

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'log-${prefix}'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionInDays
    // No shared key: what writes here does so by Azure Monitor.
    features: { disableLocalAuth: true }
  }
}

// By mail, and not through Sendpass: what is broken may be Sendpass.
resource alarm 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${prefix}'
  location: 'Global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'sendpass'
    emailReceivers: [
      { name: 'operators', emailAddress: alarmMail, useCommonAlertSchema: true }
    ]
  }
}

output workspaceId string = workspace.id
output actionGroupId string = alarm.id
