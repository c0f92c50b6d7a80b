import { expect, test } from 'vitest';
import { approve } from '../../../src/chat/actions/approve.ts';
import { lookAtApprovers } from '../../../src/chat/see-approvers.ts';
import { policySchema } from '../../../src/policy/policy.ts';
import { approver, arrived, createRoom, owner, person, policy, second } from './fixtures.ts';
import { formValues } from './form-values.ts';

const other = person(5, 'Other');
const day = 24 * 3600_000;

test('an account that was linked a moment ago decides nothing in Slack, while the same person decides in Teams', async () => {
  const room = createRoom();
  for (const each of [owner, second, approver, other]) await room.repos.people.remember(each);
  const approvers = [{ people: [approver.id, other.id] }];
  Object.assign(room.deps, { policy: policySchema.parse({ ...policy, approvers, approval: {} }) });
  await room.say(approver, 'approvals here', '#approvals');
  await room.submit(owner, 'request-submit', formValues);
  await room.work();
  const seen = { requestId: room.stored.requests[0]!.id, version: '1' };
  await lookAtApprovers(room.deps);
  room.clock.at += 2 * day;
  const since = room.clock.now();
  const account = { account: 'slack:T1:U1', accountName: 'app', accountEmail: null, personId: approver.id } as const;
  await room.repos.links.save({ ...account, how: 'sign-in', state: 'linked', why: null, since });
  const click = arrived(approver, { type: 'action', action: 'approve', values: seen, messageId: null });
  const by = (platform: 'slack' | 'teams') =>
    approve(room.deps, { ...click, platform, conversation: { ...click.conversation, id: 'c1' } }, seen);
  expect(await by('slack')).toMatchObject({ text: expect.stringContaining('linked this account, only now') });
  expect(await by('teams')).toMatchObject({ text: expect.stringMatching(/^Approved/) });
});
