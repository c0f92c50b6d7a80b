import { afterAll, beforeAll, expect, test } from 'vitest';
import { acsScope, GROUP, startArm } from './harness.ts';

let arm: Awaited<ReturnType<typeof startArm>>;
beforeAll(async () => {
  arm = await startArm();
});
afterAll(() => arm.close());

const acsPath = (version: string): string => `/${acsScope(arm.world)}?api-version=${version}`;
const answer = async (response: Response) => {
  // The envelope under test; a reply without it fails the expectation.
  const body = (await response.json()) as { error?: { code: string; message: string } };
  return { status: response.status, code: body.error?.code, message: body.error?.message ?? '' };
};

test('a client that only moves the endpoint gets a token for the endpoint, which ARM refuses', async () => {
  const trapped = arm.communication(undefined, { credentialScopes: undefined });
  await expect(trapped.communicationServices.get(GROUP, 'acs-prod')).rejects.toMatchObject({
    statusCode: 401,
    code: 'InvalidAuthenticationTokenAudience',
  });
});

test('no token and a broken token are told apart', async () => {
  const none = await answer(await fetch(arm.base + acsPath('2026-03-18')));
  expect(none).toMatchObject({ status: 401, code: 'AuthenticationFailed' });
  const headers = { authorization: 'Bearer nonsense' };
  const broken = await answer(await fetch(arm.base + acsPath('2026-03-18'), { headers }));
  expect(broken).toMatchObject({ status: 401, code: 'InvalidAuthenticationToken' });
});

test('both stable api-versions answer; a missing, malformed or unknown one is refused by its own code', async () => {
  for (const apiVersion of ['2025-09-01', '2026-03-18']) {
    const found = await arm.communication(undefined, { apiVersion }).communicationServices.get(GROUP, 'acs-prod');
    expect(found.hostName).toBe('acs-prod.communication.azure.com');
  }
  const codes = ['', 'latest', '2023-04-01'].map(async (version) => answer(await arm.call(acsPath(version))));
  expect((await Promise.all(codes)).map(({ status, code }) => [status, code])).toEqual([
    [400, 'MissingApiVersionParameter'],
    [400, 'InvalidApiVersionParameter'],
    [400, 'NoRegisteredProviderFound'],
  ]);
});

test('a path that starts with // is no known path: a scope must be given without its leading slash', async () => {
  const { status, code } = await answer(await arm.call(`/${acsPath('2026-03-18')}`));
  expect([status, code]).toEqual([404, 'SandboxUnknownPath']);
});

test('subscription, resource group and resource that are not there have different codes', async () => {
  const { communicationServices, emailServices } = arm.communication();
  await expect(communicationServices.get('nowhere', 'acs-prod')).rejects.toMatchObject({
    code: 'ResourceGroupNotFound',
  });
  await expect(communicationServices.get(GROUP, 'nothing')).rejects.toMatchObject({
    statusCode: 404,
    code: 'ResourceNotFound',
  });
  await expect(emailServices.get(GROUP, 'nothing')).rejects.toMatchObject({
    statusCode: 404,
    code: 'ResourceNotFound',
  });
  await expect(arm.communication().senderUsernames.get(GROUP, 'nothing', 'x', 'y')).rejects.toMatchObject({
    code: 'ParentResourceNotFound',
  });
  const other = await answer(await arm.call('/subscriptions/0?api-version=2022-12-01'));
  expect(other).toMatchObject({ status: 404, code: 'SubscriptionNotFound' });
});

test('a right taken from Sendpass is refused by the name of the action, and shows in its permissions', async () => {
  arm.world.removedPermissions.add('arm:Microsoft.Authorization/roleAssignments/write');
  const path = `/${acsScope(arm.world)}/providers/Microsoft.Authorization`;
  const body = { properties: { roleDefinitionId: 'x', principalId: 'y' } };
  const version = 'api-version=2022-04-01';
  const refused = await answer(
    await arm.call(`${path}/roleAssignments/${crypto.randomUUID()}?${version}`, { method: 'PUT', body }),
  );
  expect(refused).toMatchObject({ status: 403, code: 'AuthorizationFailed' });
  expect(refused.message).toContain(`perform action 'Microsoft.Authorization/roleAssignments/write'`);
  const permissions = JSON.stringify(await (await arm.call(`${path}/permissions?${version}`)).json());
  expect(permissions).toContain('"notActions":["Microsoft.Authorization/roleAssignments/write"');
  arm.world.removedPermissions.clear();
});

test('every reply carries ids for a support ticket', async () => {
  const response = await arm.call(acsPath('2026-03-18'));
  expect(response.headers.get('x-ms-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(response.headers.get('x-ms-correlation-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});
