import { beforeEach, describe, expect, test } from 'vitest';
import { approvalClock } from '../../../src/chat/approval-clock.ts';
import { lookAtApprovers } from '../../../src/chat/see-approvers.ts';
import { askToTellPolicy, tellPolicy } from '../../../src/chat/tell-policy.ts';
import type { View } from '../../../src/chat/view.ts';
import { policySchema } from '../../../src/policy/policy.ts';
import { approver, createRoom, owner, person, policy, second, stranger } from './fixtures.ts';
import { formValues } from './form-values.ts';

const other = person(5, 'Other');
const boss = person(6, 'Boss');
const hour = 3600_000;
const entraGroup = '77777777-0000-4000-8000-000000000000';

let room: ReturnType<typeof createRoom>;
beforeEach(async () => {
  room = createRoom();
  for (const each of [owner, second, approver, stranger, other, boss]) await room.repos.people.remember(each);
});

const shown = (place: string) => room.at(place).at(-1)?.view;
const posts = (place: string) =>
  room
    .at(place)
    .filter((each) => each.op === 'post')
    .map((each) => each.view?.view);

/** A request that waits under these rules, its cards posted. */
async function waiting(approval: object, more: object = {}): Promise<{ requestId: string; version: string }> {
  const approvers = [{ people: [approver.id, other.id] }];
  Object.assign(room.deps, { policy: policySchema.parse({ ...policy, approvers, ...more, approval }) });
  await room.say(approver, 'approvals here', '#approvals');
  await room.submit(owner, 'request-submit', formValues);
  await room.work();
  return { requestId: room.stored.requests[0]!.id, version: '1' };
}

describe('a quorum on the card', () => {
  test('says who approved and who can still, and changes with each word', async () => {
    const seen = await waiting({ rules: [{ name: 'two of us', when: {}, quorum: 2 }] });
    expect(shown('#approvals')).toMatchObject({
      request: {
        approval: { stages: [{ quorum: 2, approved: [], because: ['two of us'], waitsFor: ['Approver', 'Other'] }] },
      },
    });
    const answer = await room.click(approver, 'approve', seen);
    expect(answer).toMatchObject({ text: expect.stringMatching(/^Your approval counts. 1 more/) });
    await room.work();
    for (const place of ['#approvals', 'chat-1'])
      expect(shown(place)).toMatchObject({
        outcome: { state: 'pending' },
        request: { approval: { stages: [{ approved: [{ by: 'Approver' }], waitsFor: ['Other'] }] } },
      });
    expect(await room.click(other, 'approve', seen)).toMatchObject({ text: expect.stringMatching(/^Approved/) });
    await room.work();
    expect(shown('#approvals')).toMatchObject({ outcome: { state: 'approved' } });
  });

  test('a stage of its own group: its members are looked up at the click', async () => {
    const stages = [
      { name: 'IT', approvers: [{ people: [approver.id] }] },
      { name: 'Security', approvers: [{ entraGroup }] },
    ];
    const seen = await waiting({ stages });
    room.deps.directory.isMember = async (id, group) => id === other.id && group === entraGroup;
    expect(await room.click(other, 'approve', seen)).toMatchObject({
      text: expect.stringContaining('"IT" decides first'),
    });
    await room.click(approver, 'approve', seen);
    room.deps.directory.isMember = async () => false;
    expect(await room.click(other, 'approve', seen)).toMatchObject({ text: expect.stringMatching(/Only approvers/) });
    room.deps.directory.isMember = async (id) => id === other.id;
    expect(await room.click(other, 'approve', seen)).toMatchObject({ text: expect.stringMatching(/^Approved/) });
  });

  test('a rule approves at once, and its card still comes to the channel', async () => {
    await waiting({ autoApprove: [{ name: 'small', when: { perDayUpTo: 100_000 } }] });
    expect(shown('#approvals')).toMatchObject({
      view: 'decide',
      outcome: { state: 'approved', deed: { by: 'Sendpass' }, reason: expect.stringContaining('"small"') },
    });
    expect(room.stored.jobs.filter(({ job }) => job.name === 'converge')).toHaveLength(1);
  });
});

describe('a question', () => {
  test('comes to whoever asked for the sender, and its answer to both cards and to whoever asked', async () => {
    const seen = await waiting({});
    expect(await room.open(stranger, 'question-open', seen)).toMatchObject({ type: 'toast' });
    expect(await room.open(approver, 'question-open', seen)).toMatchObject({ view: { view: 'question-form' } });
    expect(await room.submit(approver, 'question-submit', { ...seen, text: ' ' })).toMatchObject({
      view: { view: 'question-form', error: expect.any(String) },
    });
    await room.submit(approver, 'question-submit', { ...seen, text: 'Why external?' });
    await room.work();
    expect(posts('chat-1')).toEqual(['progress', 'question']);
    const asked = { ...seen, no: '1' };
    expect(await room.open(owner, 'answer-open', asked)).toMatchObject({
      view: { question: { text: 'Why external?' } },
    });
    await room.submit(owner, 'answer-submit', { ...asked, text: 'Customers asked' });
    await room.work();
    const thread = [{ question: { by: 'Approver' }, answer: { by: 'Owner', text: 'Customers asked' } }];
    expect(shown('#approvals')).toMatchObject({ request: { approval: { thread } } });
    expect(shown('chat-3')).toMatchObject({ view: 'question', answer: { text: 'Customers asked' }, mayAnswer: false });
    const own = room.at('chat-1').findLast((each) => each.view?.view === 'progress')?.view;
    expect(own).toMatchObject({ request: { approval: { thread } } });
  });
});

describe('approved with a change', () => {
  test('of the allowed fields alone; whoever asked sees which', async () => {
    const seen = await waiting({ approverMayChange: ['lifetime'] });
    const opened = await room.open(approver, 'approve-change-open', seen);
    expect(opened).toMatchObject({ view: { fields: ['lifetime'], values: { lifetime: 'P6M' } } });
    const sent = { ...seen, lifetime: 'P3M', perDay: '9999', purpose: 'Something else entirely' };
    const answer = await room.submit(approver, 'approve-change-submit', sent);
    expect(answer).toMatchObject({ type: 'close-dialog', text: expect.stringMatching(/^Changed. Approved/) });
    const before = formValues as Record<string, string>;
    expect(room.stored.requests[0]).toMatchObject({
      state: 'approved',
      desired: { lifetime: 'P3M', purpose: before['purpose'], perDay: Number(before['perDay']) },
    });
    await room.work();
    const changes = [{ by: 'Approver', field: 'lifetime', from: 'P6M', to: 'P3M' }];
    expect(shown('chat-1')).toMatchObject({ state: 'setting-up', request: { approval: { changes } } });
  });

  test('what the form refuses comes back on its field, and one’s own request is not opened', async () => {
    const seen = await waiting({});
    const again = await room.submit(approver, 'approve-change-submit', { ...seen, perHour: '0' });
    expect(again).toMatchObject({ view: { view: 'approve-change-form', errors: [{ field: 'perHour' }] } });
    Object.assign(room.deps, { policy: { ...room.deps.policy, approvers: [{ people: [owner.id] }] } });
    expect(await room.open(owner, 'approve-change-open', seen)).toMatchObject({ type: 'toast' });
    expect(room.stored.requests[0]).toMatchObject({ state: 'pending', version: 1 });
  });
});

describe('time', () => {
  test('silence is escalated into the chats of those it goes to, who decide there', async () => {
    const seen = await waiting({ escalation: [{ after: 'P1D', to: [{ people: [boss.id, owner.id] }] }] });
    room.clock.at += 24 * hour;
    await approvalClock(room.deps);
    await approvalClock(room.deps);
    await room.work();
    expect(posts('chat-6')).toEqual(['decide']);
    expect((shown('chat-6') as { movedTo?: string }).movedTo).toBeUndefined();
    // Her own request: no card to decide it with.
    expect(posts('chat-1')).toEqual(['progress']);
    expect(await room.click(boss, 'approve', seen)).toMatchObject({ text: expect.stringMatching(/^Approved/) });
  });

  test('one reminder in the channel for all that waits; it follows what becomes of them', async () => {
    const seen = await waiting({ reminders: { from: '00:00', until: '24:00', after: 'PT0S' } });
    const values = { ...formValues, appName: 'Reminders', localPart: 'reminders' };
    await room.submit(owner, 'request-submit', values);
    await approvalClock(room.deps);
    await approvalClock(room.deps);
    await room.work();
    expect(posts('#approvals').filter((each) => each === 'reminder')).toHaveLength(1);
    await room.click(approver, 'deny-submit', seen);
    await room.submit(approver, 'deny-submit', { ...seen, reason: 'no' });
    await room.work();
    const last = room.at('#approvals').findLast((each) => each.view?.view === 'reminder');
    expect(last).toMatchObject({ op: 'update', view: { requests: [{ state: 'denied' }, { state: 'pending' }] } });
  });

  test('without a channel each approver that was seen gets it', async () => {
    await waiting({ reminders: { from: '00:00', until: '24:00', after: 'PT0S' } });
    room.broken.set('#approvals', 'chat-unreachable');
    await lookAtApprovers(room.deps);
    await room.transact((repos) => repos.conversations.setState(room.stored.conversations[0]!.id, 'unreachable'));
    await approvalClock(room.deps);
    await room.work();
    expect([posts('chat-3'), posts('chat-5')]).toEqual([['reminder'], ['reminder']]);
  });

  test('what is agreed in a freeze takes effect when it is over', async () => {
    const seen = await waiting({ freezes: [{ name: 'Year end', from: '2026-11-20', until: '2026-12-01' }] });
    expect(shown('#approvals')).toMatchObject({ request: { approval: { freezes: [{ name: 'Year end' }] } } });
    expect(await room.click(approver, 'approve', seen)).toMatchObject({ text: expect.stringContaining('"Year end"') });
    await approvalClock(room.deps);
    await room.work();
    expect(shown('chat-1')).toMatchObject({
      state: 'waiting-for-decision',
      request: { approval: { held: { freeze: 'Year end' } } },
    });
    room.clock.at = new Date('2026-12-01T00:00:00Z').getTime();
    await approvalClock(room.deps);
    await room.work();
    expect(shown('#approvals')).toMatchObject({ outcome: { state: 'approved', deed: { by: 'Approver' } } });
    expect(room.stored.jobs.filter(({ job }) => job.name === 'converge')).toHaveLength(1);
  });

  test('whoever asked asks again: one new message, and not twice', async () => {
    const seen = await waiting({});
    expect(await room.click(owner, 'nudge', seen)).toMatchObject({ text: expect.stringMatching(/^IT is asked again/) });
    expect(await room.click(owner, 'nudge', seen)).toMatchObject({ text: expect.stringContaining('The next time') });
    await room.work();
    expect(posts('#approvals')).toEqual(['notice', 'decide', 'reminder']);
    expect(shown('#approvals')).toMatchObject({ by: { by: 'Owner' }, requests: [{ appName: 'Billing' }] });
  });
});

describe('a changed policy', () => {
  const start = async () => {
    await room.transact((repos) => askToTellPolicy(repos, room.deps.policy));
    for (const { job } of room.takeJobs()) if (job.name === 'announce-policy') await tellPolicy(room.deps, job.data);
    await room.work();
  };

  test('is told once with what changed, whatever starts afterwards; the first start says nothing', async () => {
    await waiting({});
    await start();
    Object.assign(room.deps, { policy: { ...room.deps.policy, pendingExpiry: 'P3D' } });
    await room.transact((repos) => askToTellPolicy(repos, room.deps.policy));
    const jobs = room.takeJobs().filter(({ job }) => job.name === 'announce-policy');
    for (let instance = 0; instance < 2; instance++)
      for (const { job } of jobs) if (job.name === 'announce-policy') await tellPolicy(room.deps, job.data);
    const cards = room.stored.cards.filter((card) => card.matter.about === 'policy');
    expect(cards).toHaveLength(1);
    const about = { subject: 'policy:2' };
    expect(await room.repos.audit.list(about)).toMatchObject([
      {
        type: 'policy-changed',
        data: { changes: [{ path: 'pendingExpiry', before: '"P7D"', after: '"P3D"' }], waiting: 1 },
      },
    ]);
  });
});

describe('a fresh sign-in', () => {
  test('is asked for before an approval counts, of those who may approve alone', async () => {
    const seen = await waiting({ stepUp: ['approve'] });
    expect(await room.click(approver, 'approve', seen)).toMatchObject({
      text: expect.stringContaining('no sign-in is set up'),
    });
    const fresh = new Set<string>();
    room.deps.stepUp = {
      link: async ({ about }) => `https://sign-in.test/${about}`,
      isFresh: async ({ personId, what }) => fresh.has(`${personId} ${what}`),
    };
    expect(await room.click(stranger, 'approve', seen)).toMatchObject({
      text: expect.stringMatching(/Only approvers/),
    });
    expect(await room.click(approver, 'approve', seen)).toMatchObject({
      view: { view: 'step-up', url: `https://sign-in.test/request:${seen.requestId}` },
    });
    expect(room.stored.requests[0]).toMatchObject({ state: 'pending', course: { votes: [] } });
    fresh.add(`${approver.id} approve`);
    expect(await room.click(approver, 'approve', seen)).toMatchObject({ text: expect.stringMatching(/^Approved/) });
  });
});

test('the card of a request made before rules were kept is decided by one of the approvers', async () => {
  const seen = await waiting({ rules: [{ when: {}, quorum: 2 }] });
  const stored = room.stored.requests[0]!;
  const old = { ...stored, terms: { ...stored.terms, stages: [] } };
  await room.transact((repos) => repos.requests.replacePending(old, 1));
  expect(await room.click(approver, 'approve', seen)).toMatchObject({ text: expect.stringMatching(/^Approved/) });
  const view = shown('#approvals') as Extract<View, { view: 'decide' }>;
  expect(view.view).toBe('decide');
});
