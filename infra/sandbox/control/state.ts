// `GET /_sandbox/state`: the world as a test or the console wants to see it. No secret value is ever in it.
import type { Context } from '../context.ts';
import { isIdentity } from '../seed-world.ts';
import type { Application, VaultSecret } from '../world.ts';

export function stateOf(context: Context): Record<string, unknown> {
  const { world } = context;
  const live = world.applications.filter((each) => each.deletedAt === null && !isIdentity(world, each.appId));
  const deleted = world.applications.filter((each) => each.deletedAt !== null);
  const principals = world.principals.filter((each) => !isIdentity(world, each.appId));
  return {
    tier: world.tier,
    tenantId: world.tenantId,
    people: world.people
      .filter((each) => each.directoryOnly !== true)
      .map(({ id, name, mail, aadObjectId, slackUserId, roles }) => ({
        id,
        name,
        mail,
        aadObjectId,
        slackUserId,
        roles,
      })),
    applications: live.map(applicationState),
    deletedApplications: deleted.map(applicationState),
    principals: principals.filter((each) => each.deletedAt === null),
    deletedPrincipals: principals.filter((each) => each.deletedAt !== null),
    passwords: live.flatMap(passwordStates),
    assignments: world.assignments,
    appRoleAssignments: world.appRoleAssignments,
    exchange: world.exchange,
    roleDefinitions: world.roleDefinitions,
    domains: world.domains,
    acs: world.acs,
    senderUsernames: world.senderUsernames,
    smtpUsernames: world.smtpUsernames,
    vault: world.vault.filter((each) => each.deletedAt === null).map(vaultState),
    deletedVault: world.vault.filter((each) => each.deletedAt !== null).map(vaultState),
    mail: world.mail,
    smtpRefusals: world.smtpRefusals,
    unknownPaths: world.unknownPaths,
    faultsFired: context.faults.fired,
  };
}

function applicationState({ passwords: _values, ...application }: Application): Record<string, unknown> {
  return application;
}

function passwordStates(application: Application): Record<string, unknown>[] {
  const { appId, uniqueName } = application;
  return application.passwords.map(({ secretText: _value, ...password }) => ({ appId, uniqueName, ...password }));
}

function vaultState({ name, versions }: VaultSecret): Record<string, unknown> {
  const tags = versions.at(-1)?.tags ?? {};
  return { name, tags, versions: versions.map(({ value: _value, ...version }) => version) };
}
