import { expect, test } from 'vitest';
import { isOwnRequest } from '../../../src/people/own-request.ts';
import { approver, owner, second, other, world } from '../requests/support.ts';

test('own means submitter, beneficiary, present or proposed owner, and whoever edited it', async () => {
  const { request } = await world().pending({ onBehalfOf: other.id });
  expect(isOwnRequest(request, owner.id)).toBe(true);
  expect(isOwnRequest(request, second.id)).toBe(true);
  expect(isOwnRequest(request, other.id.toUpperCase())).toBe(true);
  expect(isOwnRequest(request, approver.id)).toBe(false);
  expect(isOwnRequest(request, approver.id, [approver.id])).toBe(true);
  expect(isOwnRequest({ ...request, editedBy: [approver.id] }, approver.id)).toBe(true);
});
