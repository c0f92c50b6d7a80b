// Role assignments as ARM shows them, and the list with the filters it knows.
import type { WireReply, WireRequest } from '../wire.ts';
import type { Assignment, World } from '../world.ts';
import { covers } from './access.ts';
import { scopeOf } from './door.ts';
import { refuse } from './reply.ts';

export function wireAssignment(assignment: Assignment): unknown {
  return {
    id: assignment.id,
    name: assignment.name,
    type: 'Microsoft.Authorization/roleAssignments',
    properties: {
      roleDefinitionId: assignment.roleDefinitionId,
      principalId: assignment.principalId,
      principalType: assignment.principalType,
      scope: assignment.scope,
      condition: null,
      conditionVersion: null,
      createdOn: assignment.createdOn,
      updatedOn: assignment.createdOn,
    },
  };
}

/**
 * `atScope()` = at and above the scope; without it also below. `principalId eq …` and `assignedTo('…')` narrow to one principal. Any
 * other filter is refused, as ARM does, rather than ignored.
 */
export function listAssignments(request: WireRequest, world: World): WireReply {
  const scope = scopeOf(request);
  const filter = request.url.searchParams.get('$filter') ?? '';
  const parts = filter === '' ? [] : filter.split(/ and /i).map((each) => each.trim());
  const principals = parts.map(
    (each) => /^(?:principalId eq '?|assignedTo\(')([0-9a-f-]{36})(?:'\)|')?$/i.exec(each)?.[1],
  );
  const atScope = parts.some((each) => /^atScope\(\)$/i.test(each));
  if (parts.some((each, index) => principals[index] === undefined && !/^atScope\(\)$/i.test(each))) {
    return refuse(
      400,
      'UnsupportedQuery',
      `The filter '${filter}' is not supported. Supported filters are either 'atScope()', 'principalId eq {value}' or 'assignedTo()'.`,
    );
  }
  const value = world.assignments.filter((each) => {
    if (!covers(each.scope, scope) && (atScope || !covers(scope, each.scope))) return false;
    return principals.every((wanted) => wanted === undefined || wanted === each.principalId);
  });
  return { status: 200, body: { value: value.map(wireAssignment) } };
}
