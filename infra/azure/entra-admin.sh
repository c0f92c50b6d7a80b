#!/usr/bin/env bash
# What only an Entra administrator can give (Privileged Role Administrator, or Global Administrator): the four Graph permissions of Sendpass's own
# identity. Run once after the first deployment; safe to run again: what is there already is left alone. It makes and removes nothing else.
#
#   ./entra-admin.sh IDENTITY-OBJECT-ID          the output identityObjectId of the deployment
#   GRAPH_ENDPOINT=https://graph.microsoft.us ./entra-admin.sh …      US Government; China: https://microsoftgraph.chinacloudapi.cn
#
# Why each: README.md, "Rights". How to take one back: az rest --method delete, with the url that is printed for it.
set -euo pipefail

principal="${1:?usage: entra-admin.sh IDENTITY-OBJECT-ID}"
graph="${GRAPH_ENDPOINT:-https://graph.microsoft.com}"

# Microsoft Graph itself, the same application id in every cloud.
resource="$(az ad sp show --id 00000003-0000-0000-c000-000000000000 --query id -o tsv)"
assignments="$graph/v1.0/servicePrincipals/$principal/appRoleAssignments"

permissions=(
  # Registers applications and changes the ones it made. Also lets it read every application of the tenant: Graph has nothing narrower.
  Application.ReadWrite.OwnedBy
  # Notices a MailFrom address or display name that belongs to, or imitates, a person.
  User.Read.All
  # Asks at the click whether somebody is in the approvers' group.
  GroupMember.Read.All
  # Knows the tenant's longest secret lifetime before it asks for one.
  Policy.Read.ApplicationConfiguration
)

for name in "${permissions[@]}"; do
  # By name: the published lists of role ids are third party.
  role="$(az ad sp show --id "$resource" --query "appRoles[?value=='$name'].id | [0]" -o tsv)"
  [ -n "$role" ] || { echo "$name: this tenant's Graph does not know it" >&2; exit 1; }
  held="$(az rest --method get --url "$assignments" --query "value[?appRoleId=='$role' && resourceId=='$resource'].id | [0]" -o tsv)"
  if [ -n "$held" ]; then
    echo "$name: held already   $assignments/$held"
    continue
  fi
  made="$(az rest --method post --url "$assignments" --query id -o tsv --body \
    "{\"principalId\":\"$principal\",\"resourceId\":\"$resource\",\"appRoleId\":\"$role\"}")"
  echo "$name: granted   $assignments/$made"
done

echo "Now: npm run doctor"
