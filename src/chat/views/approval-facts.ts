import { concerned } from '../../people/own-request.ts';
import { freezesBetween, lastsMs } from '../../policy/terms.ts';
import type { Stage } from '../../policy/terms.ts';
import { namedPeople } from '../../policy/values.ts';
import type { ChangeableField } from '../../requests/approve-changed.ts';
import { decidersOf, stageNow, stagesOf, votesIn } from '../../requests/course.ts';
import type { MailRequest } from '../../requests/request.ts';
import type { ViewDeps } from '../deps.ts';
import { nameOf, namesOf } from '../names.ts';
import type { Repos } from '../repos.ts';
import type { ApprovalFacts, Said } from '../view-approval.ts';

type People = Pick<Repos, 'people'>;

/** How far the decision is, and what was said meanwhile. */
export async function approvalFacts(
  repos: People,
  request: MailRequest,
  { policy }: Pick<ViewDeps, 'policy'>,
): Promise<ApprovalFacts> {
  const { held, escalated, nudges } = request.course;
  const lastNudge = nudges.at(-1);
  const escalatedAt = escalated.at(-1)?.at;
  return {
    stages: await stageRows(repos, request, stagesOf(request, policy.approvers)),
    held: held && { until: new Date(held.until), freeze: held.freeze },
    freezes: request.state === 'pending' ? freezesBetween(policy, request.submittedAt, request.expiresAt) : [],
    escalatedAt: escalatedAt === undefined ? null : new Date(escalatedAt),
    thread: await threadOf(repos, request),
    changes: await changesOf(repos, request),
    signInFirst: policy.approval.stepUp.includes('approve'),
    nudgeFrom: lastNudge ? new Date(new Date(lastNudge.at).getTime() + lastsMs(request.terms.nudgeEvery)) : null,
  };
}

async function stageRows(repos: People, request: MailRequest, stages: Stage[]): Promise<ApprovalFacts['stages']> {
  const now = stageNow(request, stages);
  const spoken = [...concerned(request), ...request.course.votes.map((vote) => vote.by)].map((id) => id.toLowerCase());
  const rows: ApprovalFacts['stages'] = [];
  for (const [no, stage] of stages.entries()) {
    const left = namedPeople(decidersOf(request, stage))?.filter((id) => !spoken.includes(id));
    const approved = [];
    for (const { by, at } of votesIn(request, no)) approved.push({ by: await nameOf(repos, by), at: new Date(at) });
    rows.push({
      name: stage.name,
      quorum: stage.quorum,
      approved,
      state: no < now ? 'done' : no === now ? 'now' : 'later',
      because: stage.because,
      waitsFor: left === undefined ? null : await namesOf(repos, left),
    });
  }
  return rows;
}

async function threadOf(repos: People, { course }: MailRequest): Promise<ApprovalFacts['thread']> {
  const thread: ApprovalFacts['thread'] = [];
  for (const { no, answer, ...question } of course.thread)
    thread.push({ no, question: await said(repos, question), answer: answer && (await said(repos, answer)) });
  return thread;
}

async function changesOf(repos: People, { course }: MailRequest): Promise<ApprovalFacts['changes']> {
  const changes: ApprovalFacts['changes'] = [];
  for (const { by, at, field, from, to } of course.changes)
    // Written by approveChanged, which knows no other field.
    changes.push({ by: await nameOf(repos, by), at: new Date(at), field: field as ChangeableField, from, to });
  return changes;
}

export const said = async (
  repos: People,
  { by, at, text }: { by: string; at: string; text: string },
): Promise<Said> => ({
  by: await nameOf(repos, by),
  at: new Date(at),
  text,
});
