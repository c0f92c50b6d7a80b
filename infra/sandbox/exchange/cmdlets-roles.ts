// App RBAC: scopes, assignments, and the test of what they come to (facts §7.2).
import type { World } from '../world.ts';
import {
  type Cmdlet,
  given,
  invalid,
  inUse,
  newName,
  notFound,
  type Parameters,
  type Row,
  same,
  text,
} from './cmdlet.ts';
import { mailboxNamed } from './cmdlets-mailboxes.ts';
import { principalNamed } from './cmdlets-principals.ts';
import { FilterError, parseRecipientFilter } from './recipient-filter.ts';
import { isInScope, SENDING_ROLE } from './rights.ts';
import type { ManagementRoleAssignment, ManagementScope } from './state.ts';

const ROLES = [SENDING_ROLE, 'Application Mail.Read', 'Application Mail.Send', 'Application Mail.ReadWrite'];

function named<Thing extends { name: string }>(all: Thing[], name: string): Thing {
  const found = all.find((each) => same(each.name, name));
  if (found === undefined) throw notFound(name);
  return found;
}

const scopeRow = ({ name, recipientFilter }: ManagementScope): Row => ({
  Name: name,
  Identity: name,
  ScopeRestrictionType: 'RecipientScope',
  Exclusive: false,
  RecipientRoot: '',
  RecipientFilter: recipientFilter,
});

function getScope({ exchange }: World, parameters: Parameters): Row[] {
  const identity = text(parameters, 'Identity');
  return (identity === undefined ? exchange.scopes : [named(exchange.scopes, identity)]).map(scopeRow);
}

function newScope({ exchange }: World, parameters: Parameters): Row[] {
  const recipientFilter = given(parameters, 'RecipientRestrictionFilter');
  checkFilter(recipientFilter);
  const made = { name: newName(parameters, exchange.scopes), recipientFilter };
  exchange.scopes.push(made);
  return [scopeRow(made)];
}

function checkFilter(filter: string): void {
  try {
    parseRecipientFilter(filter);
  } catch (error) {
    throw error instanceof FilterError ? invalid(error.message) : error;
  }
}

function removeScope({ exchange }: World, parameters: Parameters): Row[] {
  const scope = named(exchange.scopes, given(parameters, 'Identity'));
  const user = exchange.roleAssignments.find((each) => same(each.customResourceScope ?? '', scope.name));
  if (user !== undefined)
    throw inUse(`The management scope "${scope.name}" can't be removed because "${user.name}" uses it.`);
  exchange.scopes = exchange.scopes.filter((each) => each !== scope);
  return [];
}

const assignmentRow = (each: ManagementRoleAssignment): Row => ({
  Name: each.name,
  Identity: each.name,
  Role: each.role,
  RoleAssignee: each.app,
  RoleAssigneeName: each.app,
  RoleAssigneeType: 'ServicePrincipal',
  App: each.app,
  CustomResourceScope: each.customResourceScope,
  Enabled: true,
});

function getAssignment({ exchange }: World, parameters: Parameters): Row[] {
  const [identity, role, assignee] = ['Identity', 'Role', 'RoleAssignee'].map((each) => text(parameters, each));
  if (identity !== undefined) return [assignmentRow(named(exchange.roleAssignments, identity))];
  return exchange.roleAssignments
    .filter((each) => role === undefined || same(each.role, role))
    .filter((each) => assignee === undefined || same(each.app, assignee))
    .map(assignmentRow);
}

/** Without a scope it holds for the whole organisation: the trap is the real one's. */
function newAssignment(world: World, parameters: Parameters): Row[] {
  const { exchange } = world;
  const app = principalNamed(world, given(parameters, 'App')).objectId;
  const wanted = given(parameters, 'Role');
  const role = ROLES.find((each) => same(each, wanted));
  if (role === undefined) throw notFound(wanted);
  const scope = text(parameters, 'CustomResourceScope');
  const customResourceScope = scope === undefined ? null : named(exchange.scopes, scope).name;
  const visibleAt = world.now() + world.draw('lag exchange role', world.lag.exchange);
  const made = { name: newName(parameters, exchange.roleAssignments), role, app, customResourceScope, visibleAt };
  exchange.roleAssignments.push(made);
  return [assignmentRow(made)];
}

function removeAssignment({ exchange }: World, parameters: Parameters): Row[] {
  const gone = named(exchange.roleAssignments, given(parameters, 'Identity'));
  exchange.roleAssignments = exchange.roleAssignments.filter((each) => each !== gone);
  return [];
}

/** Knows of an assignment at once, long before SMTP does; of classic permissions it knows nothing. */
function testAuthorization(world: World, parameters: Parameters): Row[] {
  const { objectId } = principalNamed(world, given(parameters, 'Identity'));
  const resource = text(parameters, 'Resource');
  const mailbox = resource === undefined ? undefined : mailboxNamed(world, resource);
  return world.exchange.roleAssignments
    .filter((each) => same(each.app, objectId))
    .map((each) => ({
      RoleName: each.role,
      GrantedPermissions: each.role.replace('Application ', ''),
      AllowedResourceScope: each.customResourceScope ?? 'Organization',
      ScopeType: each.customResourceScope === null ? 'Organization' : 'CustomRecipientScope',
      InScope: mailbox === undefined ? 'Not Run' : isInScope(world, each, mailbox),
    }));
}

const one = { takes: ['identity'], needs: ['identity'] };
export const roleCmdlets: Record<string, Cmdlet> = {
  'Get-ManagementScope': { takes: ['identity'], run: getScope },
  'New-ManagementScope': {
    takes: ['name', 'recipientrestrictionfilter'],
    needs: ['name', 'recipientrestrictionfilter'],
    run: newScope,
  },
  'Remove-ManagementScope': { ...one, run: removeScope },
  'Get-ManagementRoleAssignment': { takes: ['identity', 'role', 'roleassignee'], run: getAssignment },
  'New-ManagementRoleAssignment': {
    takes: ['name', 'app', 'role', 'customresourcescope'],
    needs: ['name', 'app', 'role'],
    run: newAssignment,
  },
  'Remove-ManagementRoleAssignment': { ...one, run: removeAssignment },
  'Test-ServicePrincipalAuthorization': {
    takes: ['identity', 'resource'],
    needs: ['identity'],
    run: testAuthorization,
  },
};
