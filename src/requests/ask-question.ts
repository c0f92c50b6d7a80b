import type { Audit } from '../audit/port-audit.ts';
import type { Senders } from '../senders/port-senders.ts';
import type { Clock } from '../shared/clock.ts';
import { cleanText } from './clean.ts';
import type { Remark } from './course.ts';
import type { Requests } from './port-requests.ts';
import { notPending, notThere, ownRequest, refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { MailRequest } from './request.ts';

type Repos = { requests: Requests; senders: Senders; audit: Audit };
type Deps = { clock: Pick<Clock, 'now'> };

export type ThreadOutcome = { ok: true; request: MailRequest; remark: Remark } | Refusal;

const longest = 1_000;
const mostQuestions = 20;

/** An approver wants to know something before deciding. It stands on both cards; the time to decide goes on. */
export async function askQuestion(
  repos: Repos,
  input: { requestId: string; actorId: string; isApprover: boolean; text: string },
  { clock }: Deps,
): Promise<ThreadOutcome> {
  const now = clock.now();
  const request = await repos.requests.lock(input.requestId);
  const sender = request && (await repos.senders.get(request.senderId));
  if (!request || !sender) return notThere;
  const text = cleanText(input.text).slice(0, longest);
  const refused =
    notPending(request, now, 'An approver') ??
    ownRequest(request, input.actorId, sender) ??
    (input.isApprover ? null : refusal('not-an-approver', 'Only its approvers can ask here. Nothing was sent.'));
  if (refused) return refused;
  if (text === '') return refusal('reason-missing', 'Write what you want to know.');
  const { thread } = request.course;
  if (thread.length >= mostQuestions)
    return refusal(
      'too-soon',
      'There are twenty questions on this card already. Talk to whoever asked, or deny it with a reason.',
    );
  const remark: Remark = { no: thread.length + 1, by: input.actorId, at: now.toISOString(), text, answer: null };
  return store(repos, request, { remark, all: [...thread, remark] }, now, 'question-asked');
}

/** Whoever asked, or an owner, answers. An answer is given once: a further question is a new one. */
export async function answerQuestion(
  repos: Repos,
  input: { requestId: string; no: number; actorId: string; text: string },
  { clock }: Deps,
): Promise<ThreadOutcome> {
  const now = clock.now();
  const request = await repos.requests.lock(input.requestId);
  const asked = request?.course.thread.find((each) => each.no === input.no);
  if (!request || !asked) return notThere;
  const text = cleanText(input.text).slice(0, longest);
  if (![request.submittedBy, ...request.desired.owners].includes(input.actorId))
    return refusal('not-yours', 'Only the person who asked for the sender, or an owner, can answer.');
  const closed = notPending(request, now, 'An approver');
  if (closed) return closed;
  if (asked.answer !== null) return refusal('voted-already', 'It has been answered already.');
  if (text === '') return refusal('reason-missing', 'Write an answer.');
  const remark: Remark = { ...asked, answer: { by: input.actorId, at: now.toISOString(), text } };
  const all = request.course.thread.map((each) => (each.no === input.no ? remark : each));
  return store(repos, request, { remark, all }, now, 'question-answered');
}

async function store(
  repos: Repos,
  request: MailRequest,
  { remark, all }: { remark: Remark; all: Remark[] },
  now: Date,
  type: 'question-asked' | 'question-answered',
): Promise<ThreadOutcome> {
  const course = { ...request.course, thread: all, quietSince: now.toISOString() };
  const next: MailRequest = { ...request, course };
  if (!(await repos.requests.replacePending(next, request.version))) return notThere;
  const said = remark.answer ?? remark;
  // The words are the people's own: the card has them, the log says that they were said.
  await repos.audit.append({
    type,
    actor: said.by,
    subject: `request:${request.id}`,
    data: { no: remark.no, version: request.version, length: said.text.length },
  });
  return { ok: true, request: next, remark };
}
