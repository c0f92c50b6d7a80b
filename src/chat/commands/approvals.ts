import { isOwnRequest } from '../../people/own-request.ts';
import { askAgain, checkApprover } from '../approver-check.ts';
import type { Command } from '../commands.ts';
import { approvalsChannel, reachOf } from '../destinations.ts';
import { nameOf } from '../names.ts';
import type { Repos } from '../repos.ts';
import type { ApprovalRow } from '../view.ts';

const atMost = 50;

/** What waits for the asker. For approvers; to everybody else it says so. */
export const approvals: Command = async (deps, { actor, conversation }) => {
  const isApprover = await checkApprover(deps, actor.id);
  if (isApprover !== 'yes') {
    const text = isApprover === 'unknown' ? askAgain : 'You are not an approver, so nothing waits for you here.';
    return { type: 'message', view: { view: 'notice', title: 'Approvals', text, tone: 'neutral' } };
  }
  return deps.transact(async (repos) => {
    const requests = await waitingRows(repos, actor.id);
    const channel = await approvalsChannel(repos);
    // Whoever reads the answer in the channel itself sees that it can be written to.
    const isLost = reachOf(channel) === 'lost' && channel?.id !== conversation.id;
    const lost = isLost ? { lost: true as const } : {};
    return { type: 'message', view: { view: 'approvals', requests, channel: channel?.name ?? null, ...lost } };
  });
};

/** All that waits, and what of it is the reader's own. */
export async function waitingRows(repos: Pick<Repos, 'requests' | 'people'>, personId: string): Promise<ApprovalRow[]> {
  const rows: ApprovalRow[] = [];
  for (const request of await repos.requests.listByState('pending', atMost)) {
    const { desired } = request;
    rows.push({
      requestId: request.id,
      appName: desired.appName,
      address: `${desired.localPart}@${desired.domain}`,
      askedBy: await nameOf(repos, request.submittedBy),
      expiresAt: request.expiresAt,
      ownRequest: isOwnRequest(request, personId),
    });
  }
  return rows;
}
