import { stageNow, stagesOf, votesIn } from '../../requests/course.ts';
import type { MailRequest } from '../../requests/request.ts';
import type { ViewDeps } from '../deps.ts';
import { nameOf } from '../names.ts';
import type { CardMatter } from '../port-chat-store.ts';
import type { Repos } from '../repos.ts';
import type { View } from '../view.ts';

type Row = Extract<View, { view: 'reminder' }>['requests'][number];
type Lookups = Pick<Repos, 'requests' | 'people'>;

export async function reminderView(
  repos: Lookups,
  { requests }: CardMatter & { about: 'reminder' },
  deps: Pick<ViewDeps, 'policy'>,
): Promise<View | null> {
  const rows: Row[] = [];
  for (const id of requests) {
    const request = await repos.requests.get(id);
    if (request) rows.push(await rowOf(repos, request, deps));
  }
  return { view: 'reminder', by: null, requests: rows };
}

export async function nudgeView(
  repos: Lookups,
  { requestId, no }: CardMatter & { about: 'nudge' },
  deps: Pick<ViewDeps, 'policy'>,
): Promise<View | null> {
  const request = await repos.requests.get(requestId);
  const nudge = request?.course.nudges[no - 1];
  if (!request || !nudge) return null;
  const by = { by: await nameOf(repos, nudge.by), at: new Date(nudge.at) };
  return { view: 'reminder', by, requests: [await rowOf(repos, request, deps)] };
}

async function rowOf(repos: Lookups, request: MailRequest, { policy }: Pick<ViewDeps, 'policy'>): Promise<Row> {
  const { desired, course, state } = request;
  const stages = stagesOf(request, policy.approvers);
  const now = stageNow(request, stages);
  const stage = stages[now];
  const missing = (stage?.quorum ?? 0) - votesIn(request, now).length;
  const unanswered = course.thread.some((each) => each.answer === null) ? ', a question is open' : '';
  return {
    requestId: request.id,
    appName: desired.appName,
    address: `${desired.localPart}@${desired.domain}`,
    askedBy: await nameOf(repos, request.submittedBy),
    submittedAt: request.submittedAt,
    expiresAt: request.expiresAt,
    state: state === 'pending' && course.held !== null ? 'held' : state,
    lacks:
      stages.length === 1 && stage?.quorum === 1
        ? `one approval${unanswered}`
        : `${missing} of "${stage?.name ?? ''}"${unanswered}`,
  };
}
