import type { CardMatter } from '../port-chat-store.ts';
import type { Repos } from '../repos.ts';
import type { View } from '../view.ts';
import { said } from './approval-facts.ts';

export async function questionView(
  repos: Pick<Repos, 'requests' | 'people'>,
  { requestId, no }: CardMatter & { about: 'question' },
  readerId: string | null,
): Promise<View | null> {
  const request = await repos.requests.get(requestId);
  const remark = request?.course.thread.find((each) => each.no === no);
  if (!request || !remark) return null;
  const { desired } = request;
  const closed = request.state !== 'pending';
  const isTheirs = readerId !== null && [request.submittedBy, ...desired.owners].includes(readerId);
  return {
    view: 'question',
    requestId,
    no,
    appName: desired.appName,
    address: `${desired.localPart}@${desired.domain}`,
    question: await said(repos, remark),
    answer: remark.answer && (await said(repos, remark.answer)),
    mayAnswer: isTheirs && !closed && remark.answer === null,
    closed,
  };
}
