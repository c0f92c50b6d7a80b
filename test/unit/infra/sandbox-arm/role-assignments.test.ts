import { afterAll, beforeAll, expect, test } from 'vitest';
import { acsScope, addPrincipal, definitionId, startArm } from './harness.ts';

let arm: Awaited<ReturnType<typeof startArm>>;
beforeAll(async () => {
  arm = await startArm();
});
afterAll(() => arm.close());

const OWNER_ROLE = '09976791-48a7-449e-bb21-39d1a415f350';
type Wish = { scope?: string; name?: string; principalId: string; principalType?: string; role?: string };

function assign(wish: Wish) {
  const { world } = arm;
  return arm.authorization().roleAssignments.create(wish.scope ?? acsScope(world), wish.name ?? crypto.randomUUID(), {
    principalId: wish.principalId,
    roleDefinitionId: definitionId(world, wish.role ?? world.roleDefinitionId),
    ...(wish.principalType === undefined ? {} : { principalType: wish.principalType }),
  });
}
const toServicePrincipal = (wish: Wish) => assign({ principalType: 'ServicePrincipal', ...wish });

test('a fresh principal is only found when its type is said; an app id never is', async () => {
  const fresh = addPrincipal(arm.world, 5000);
  await expect(assign({ principalId: fresh.id })).rejects.toMatchObject({ statusCode: 400, code: 'PrincipalNotFound' });
  const made = await toServicePrincipal({ principalId: fresh.id });
  expect(made).toMatchObject({ principalId: fresh.id, principalType: 'ServicePrincipal' });
  await expect(toServicePrincipal({ principalId: fresh.appId })).rejects.toMatchObject({ code: 'PrincipalNotFound' });
});

test('a repeated PUT changes nothing; another name or another principal is refused by its own code', async () => {
  const [one, two] = [addPrincipal(arm.world, 0), addPrincipal(arm.world, 0)];
  const name = crypto.randomUUID();
  const first = await toServicePrincipal({ name, principalId: one.id });
  const again = await toServicePrincipal({ name, principalId: one.id });
  expect(again.id).toBe(first.id);
  await expect(toServicePrincipal({ principalId: one.id })).rejects.toMatchObject({
    statusCode: 409,
    code: 'RoleAssignmentExists',
  });
  await expect(toServicePrincipal({ name, principalId: two.id })).rejects.toMatchObject({
    statusCode: 400,
    code: 'RoleAssignmentUpdateNotPermitted',
  });
});

test('Sendpass may give no other role, no other principal type and no other scope', async () => {
  const { id: principalId } = addPrincipal(arm.world, 0);
  const byCondition = { statusCode: 403, message: expect.stringContaining('ABAC condition that is not fulfilled') };
  await expect(toServicePrincipal({ principalId, role: OWNER_ROLE })).rejects.toMatchObject(byCondition);
  const wrongType = { code: 'UnmatchedPrincipalType' };
  await expect(assign({ principalId, principalType: 'User' })).rejects.toMatchObject(wrongType);
  const scope = `subscriptions/${arm.world.subscriptionId}`;
  await expect(toServicePrincipal({ principalId, scope })).rejects.toMatchObject({ code: 'AuthorizationFailed' });
});

test('Sendpass may not delete what the condition does not cover, and a second delete is quiet', async () => {
  const { world } = arm;
  const principal = addPrincipal(world, 0);
  const mine = await toServicePrincipal({ principalId: principal.id });
  const foreign = { ...world.assignments.at(-1)!, name: crypto.randomUUID() };
  world.assignments.push({ ...foreign, roleDefinitionId: definitionId(world, OWNER_ROLE) });
  const { roleAssignments } = arm.authorization();
  await expect(roleAssignments.delete(acsScope(world), foreign.name)).rejects.toMatchObject({ statusCode: 403 });
  await roleAssignments.delete(acsScope(world), mine.name ?? '');
  expect(await roleAssignments.delete(acsScope(world), mine.name ?? '')).toEqual({});
  await expect(roleAssignments.get(acsScope(world), mine.name ?? '')).rejects.toMatchObject({ statusCode: 404 });
});

test('assignments are found by principal at, above and below a scope; an unknown filter is refused, not ignored', async () => {
  const { world } = arm;
  const principal = addPrincipal(world, 0);
  const made = await toServicePrincipal({ principalId: principal.id });
  const { roleAssignments } = arm.authorization();
  const find = async (scope: string, filter: string) => {
    const found: (string | undefined)[] = [];
    for await (const each of roleAssignments.listForScope(scope, { filter })) found.push(each.name);
    return found;
  };
  const byPrincipal = `principalId eq '${principal.id}'`;
  expect(await find(acsScope(world), byPrincipal)).toEqual([made.name]);
  expect(await find(`subscriptions/${world.subscriptionId}`, byPrincipal)).toEqual([made.name]);
  expect(await find(`subscriptions/${world.subscriptionId}`, `atScope()`)).toEqual([]);
  expect(await find(acsScope(world, 'acs-news'), byPrincipal)).toEqual([]);
  await expect(find(acsScope(world), `principalType eq 'User'`)).rejects.toMatchObject({ statusCode: 400 });
});

test('definitions can be read and never written; a missing one has its own code', async () => {
  const { world } = arm;
  const { roleDefinitions } = arm.authorization();
  const scope = `subscriptions/${world.subscriptionId}`;
  const used = await roleDefinitions.get(scope, world.roleDefinitionId);
  expect(used.permissions?.[0]?.actions).toHaveLength(3);
  expect((await roleDefinitions.getById(definitionId(world, world.roleDefinitionId).slice(1))).name).toBe(used.name);
  await expect(roleDefinitions.createOrUpdate(scope, world.roleDefinitionId, used)).rejects.toMatchObject({
    code: 'AuthorizationFailed',
  });
  const all = world.roleDefinitions;
  world.roleDefinitions = [];
  const missing = { statusCode: 404, code: 'RoleDefinitionDoesNotExist' };
  await expect(roleDefinitions.get(scope, world.roleDefinitionId)).rejects.toMatchObject(missing);
  const principal = addPrincipal(world, 0);
  await expect(toServicePrincipal({ principalId: principal.id })).rejects.toMatchObject(missing);
  world.roleDefinitions = all;
});
