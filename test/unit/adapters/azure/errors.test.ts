import { createHttpHeaders, createPipelineRequest, RestError } from '@azure/core-rest-pipeline';
import { expect, test } from 'vitest';
import { azureError, orAbsent } from '../../../../adapters/azure/errors.ts';
import type { Neighbour } from '../../../../adapters/azure/errors.ts';
import { SendpassError } from '../../../../src/shared/errors.ts';

const answer = (statusCode: number, code?: string, message = 'Says something.', headers = {}): RestError => {
  const request = createPipelineRequest({ url: 'https://management.azure.com/x' });
  const response = {
    status: statusCode,
    request,
    headers: createHttpHeaders({ 'x-ms-request-id': 'r-1', ...headers }),
  };
  return new RestError(message, { statusCode, ...(code ? { code } : {}), request, response });
};

// One row per answer Azure is known to give (facts/azure §0, §2.4, §3, §4).
test.each<[Neighbour, number, string | undefined, string, string]>([
  ['arm', 400, 'PrincipalNotFound', 'not-yet', 'replicating'],
  ['arm', 409, 'RoleAssignmentExists', 'conflict', 'already-there'],
  ['arm', 400, 'RoleAssignmentUpdateNotPermitted', 'needs-person', 'assignment-name-taken'],
  ['arm', 404, 'RoleDefinitionDoesNotExist', 'needs-person', 'role-definition-missing'],
  ['arm', 412, 'ResourceCreationFailed', 'needs-person', 'mailfrom-quota'],
  ['arm', 412, undefined, 'needs-person', 'mailfrom-quota'],
  ['arm', 403, 'AuthorizationFailed', 'needs-person', 'arm-permission-missing'],
  ['arm', 403, 'LinkedAuthorizationFailed', 'needs-person', 'arm-permission-missing'],
  ['arm', 401, 'InvalidAuthenticationTokenAudience', 'needs-person', 'arm-permission-missing'],
  ['arm', 404, 'ResourceNotFound', 'needs-person', 'arm-resource-missing'],
  ['arm', 404, 'ParentResourceNotFound', 'needs-person', 'arm-resource-missing'],
  ['arm', 409, 'Conflict', 'conflict', 'arm-conflict'],
  ['arm', 429, 'TooManyRequests', 'retryable', 'arm-busy'],
  ['arm', 500, undefined, 'retryable', 'arm-broken'],
  ['arm', 503, 'ServiceUnavailable', 'retryable', 'arm-broken'],
  ['arm', 504, undefined, 'retryable', 'arm-broken'],
  ['arm', 408, undefined, 'retryable', 'arm-broken'],
  ['arm', 400, 'InvalidRequestContent', 'bug', 'arm-refused'],
  ['vault', 403, 'Forbidden', 'needs-person', 'vault-permission-missing'],
  ['vault', 401, 'Unauthorized', 'needs-person', 'vault-permission-missing'],
  ['vault', 404, 'SecretNotFound', 'not-yet', 'vault-not-found'],
  ['vault', 409, 'Conflict', 'conflict', 'vault-conflict'],
  ['vault', 429, undefined, 'retryable', 'vault-busy'],
  ['vault', 503, undefined, 'retryable', 'vault-broken'],
  ['vault', 412, undefined, 'bug', 'vault-refused'],
])('%s %i %s is %s, %s', (neighbour, status, vendorCode, kind, code) => {
  const vendor = { neighbour, status, requestId: 'r-1' };
  expect(azureError(answer(status, vendorCode), neighbour)).toMatchObject({ kind, code, vendor });
});

// Neither status nor code of this refusal is published (facts/azure §0).
test.each([
  [403, 'ResourceCreationNotAllowed', 'New ACS resources are no longer available for this subscription.'],
  [403, 'NewResourceCreationNotAllowed', 'Not allowed.'],
  [400, 'BadRequest', 'Azure Communication Services is being retired.'],
  [409, 'ResourceTypeRetired', 'No.'],
  [403, 'AuthorizationFailed', 'Communication Services has been retired for new customers.'],
  [412, 'ResourceCreationFailed', 'ResourceCreationFailed: no longer available'],
])('closed creation is named under %i %s', (status, code, message) => {
  expect(azureError(answer(status, code, message), 'arm')).toMatchObject({ kind: 'needs-person', code: 'acs-closed' });
});

test.each([
  [{ 'retry-after': '7' }, 7_000],
  [{ 'retry-after-ms': '250' }, 250],
  [{ 'x-ms-retry-after-ms': '1500', 'retry-after': '9' }, 1_500],
  [{ 'retry-after': 'Fri, 20 Nov 2026 09:01:30 GMT', date: 'Fri, 20 Nov 2026 09:00:00 GMT' }, 90_000],
  [{ 'retry-after': 'soon' }, undefined],
  [{}, undefined],
])('Retry-After %j is %s ms', (headers, ms) => {
  expect(azureError(answer(429, undefined, '', headers), 'arm').retryAfterMs).toBe(ms);
});

test('no answer is retryable, ours stays ours, anything else is a bug; a vendor’s prose goes nowhere', () => {
  const lost = new RestError('socket hang up', { code: 'ECONNRESET' });
  expect(azureError(lost, 'vault')).toMatchObject({ kind: 'retryable', code: 'vault-unreachable' });
  const own = new SendpassError({ code: 'identity-refused', kind: 'needs-person', advice: 'x' });
  expect(azureError(own, 'arm')).toBe(own);
  expect(azureError(new TypeError('x'), 'arm')).toMatchObject({ kind: 'bug' });
  const error = azureError(answer(400, 'BadParameter', 'value hunter2 is wrong'), 'vault');
  expect(`${error.stack}${JSON.stringify(error)}`).not.toContain('hunter2');
});

test('404 is absent where absence is an answer; everything else is still refused', async () => {
  expect(await orAbsent(Promise.reject(answer(404, 'ResourceNotFound')), 'arm')).toBeUndefined();
  await expect(orAbsent(Promise.reject(answer(403)), 'arm')).rejects.toMatchObject({ code: 'arm-permission-missing' });
});
