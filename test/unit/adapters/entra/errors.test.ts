import { RestError } from '@azure/core-rest-pipeline';
import { expect, test } from 'vitest';
import { graphError, unreachable } from '../../../../adapters/entra/errors.ts';
import { SendpassError } from '../../../../src/shared/errors.ts';

const envelope = (code: string, message = 'Says something.') => ({
  error: {
    code,
    message,
    innerError: { date: '2026-11-20T09:00:00', 'request-id': 'r-1', 'client-request-id': 'c-1' },
  },
});
const backing =
  'When using this permission, the backing application of the service principal being created must in the local tenant';
const noApplication = "The appId 'x' of the service principal does not reference a valid application object.";
const notPresent = "Resource 'x' does not exist or one of its queried reference-property objects are not present.";

// One row per answer Graph is known to give (facts/azure §1.4), as it comes over the wire.
test.each([
  [404, envelope('Request_ResourceNotFound', notPresent), 'not-yet', 'replicating'],
  [404, undefined, 'not-yet', 'replicating'],
  [400, envelope('Request_ResourceNotFound', notPresent), 'not-yet', 'replicating'],
  [400, envelope('Request_BadRequest', notPresent), 'not-yet', 'replicating'],
  [400, envelope('Request_BadRequest', noApplication), 'not-yet', 'replicating'],
  [400, envelope('NoBackingApplicationObject', noApplication), 'not-yet', 'replicating'],
  [404, envelope('Directory_ObjectNotFound'), 'not-yet', 'replicating'],
  [403, envelope('Authorization_RequestDenied', backing), 'not-yet', 'replicating'],
  [403, envelope('Authorization_RequestDenied', backing.replace('must in', 'must be in')), 'not-yet', 'replicating'],
  [
    403,
    envelope('Authorization_RequestDenied', 'Insufficient privileges.'),
    'needs-person',
    'graph-permission-missing',
  ],
  [401, envelope('InvalidAuthenticationToken'), 'needs-person', 'graph-permission-missing'],
  [403, undefined, 'needs-person', 'graph-permission-missing'],
  [400, envelope('CredentialInvalidLifetimeAsPerAppPolicy'), 'needs-person', 'secret-lifetime-refused'],
  [400, envelope('CredentialTypeNotAllowedAsPerAppPolicy'), 'needs-person', 'secrets-not-allowed'],
  [400, envelope('SignInAudienceNotAllowedAsPerAppPolicy'), 'needs-person', 'audience-not-allowed'],
  [409, envelope('Request_MultipleObjectsWithSameKeyValue'), 'conflict', 'already-there'],
  [400, envelope('Request_MultipleObjectsWithSameKeyValue'), 'conflict', 'already-there'],
  [409, envelope('Conflict'), 'conflict', 'already-there'],
  [429, envelope('TooManyRequests'), 'retryable', 'graph-busy'],
  [429, '<html>', 'retryable', 'graph-busy'],
  [500, undefined, 'retryable', 'graph-broken'],
  [503, envelope('ServiceUnavailable'), 'retryable', 'graph-broken'],
  [504, undefined, 'retryable', 'graph-broken'],
  [408, undefined, 'retryable', 'graph-broken'],
  [400, envelope('Request_BadRequest', 'Invalid property.'), 'bug', 'graph-refused'],
  [418, undefined, 'bug', 'graph-refused'],
])('%i %j is %s, %s', (status, body, kind, code) => {
  expect(graphError(status, body)).toMatchObject({ kind, code, vendor: { neighbour: 'graph', status } });
});

test('the ticket has code and request id; the vendor’s prose, which may quote input, is left out', () => {
  const error = graphError(403, envelope('Authorization_RequestDenied', 'quotes hunter2'), 7_000);
  expect(error).toMatchObject({ retryAfterMs: 7_000 });
  expect(error.vendor).toEqual({
    neighbour: 'graph',
    status: 403,
    code: 'Authorization_RequestDenied',
    requestId: 'r-1',
  });
  expect(`${error.stack}${JSON.stringify(error)}`).not.toContain('hunter2');
});

test('no answer at all is retryable, an error of our own stays what it is, anything else is a bug', () => {
  expect(unreachable(new RestError('socket hang up', { code: 'ECONNRESET' }))).toMatchObject({
    kind: 'retryable',
    code: 'graph-unreachable',
  });
  const own = new SendpassError({ code: 'identity-refused', kind: 'needs-person', advice: 'x' });
  expect(unreachable(own)).toBe(own);
  expect(unreachable(new RangeError('x'))).toMatchObject({ kind: 'bug' });
});
