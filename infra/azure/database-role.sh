#!/usr/bin/env bash
# The role Sendpass logs in to PostgreSQL with: by token of its managed identity, no password, not an administrator. Run once by a person of the
# group databaseAdmin, from where the server can be reached; safe to run again.
#
#   ./database-role.sh DATABASE-HOST IDENTITY-OBJECT-ID ADMIN-NAME
#
# The first two are outputs of the deployment (databaseHost, identityObjectId); the last is the name of the group, or your user name.
set -euo pipefail

host="${1:?usage: database-role.sh DATABASE-HOST IDENTITY-OBJECT-ID ADMIN-NAME}"
identity="${2:?the object id of the identity}"
admin="${3:?the name of the Entra administrator of the server}"

PGPASSWORD="$(az account get-access-token --resource-type oss-rdbms --query accessToken -o tsv)"
export PGPASSWORD PGSSLMODE=verify-full PGSSLROOTCERT=system

as_admin() { psql --no-psqlrc --set ON_ERROR_STOP=1 --host "$host" --username "$admin" "$@"; }

# Microsoft's functions for Entra roles stand in the database "postgres" only.
as_admin --dbname postgres --set identity="$identity" <<'SQL'
select case when exists (select from pg_roles where rolname = 'sendpass')
  then 'the role is there already'
  else (select pgaadauth_create_principal_with_oid('sendpass', :'identity', 'service', false, false))::text end;
SQL

# Tables in "public", the job queue in a schema of its own.
as_admin --dbname sendpass <<'SQL'
grant connect, create, temporary on database sendpass to sendpass;
grant usage, create on schema public to sendpass;
SQL

echo "Now: npm run doctor"
