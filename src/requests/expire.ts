import type { Audit } from '../audit/port-audit.ts';
import type { Senders } from '../senders/port-senders.ts';
import { closeSender } from './close.ts';
import type { Requests } from './port-requests.ts';
import type { MailRequest } from './request.ts';

/** What nobody decided in time is closed; returns those that were, for their cards. Run by a job, on any instance, any number of times. */
export async function expireRequests(
  repos: { requests: Requests; senders: Senders; audit: Audit },
  { now }: { now: Date },
): Promise<MailRequest[]> {
  const closed: MailRequest[] = [];
  for (const { id } of await repos.requests.listExpired(now)) {
    const request = await repos.requests.lock(id);
    // Agreed in this moment: it waits for the end of a freeze.
    if (!request || request.course.held) continue;
    const expired: MailRequest = { ...request, state: 'expired' };
    if (!(await repos.requests.replacePending(expired, request.version))) continue;
    if (request.kind === 'new-sender') await closeSender(repos, request.senderId);
    await repos.audit.append({
      type: 'request-expired',
      actor: 'sendpass',
      subject: `request:${request.id}`,
      data: { sender: request.senderId, version: request.version },
    });
    closed.push(expired);
  }
  return closed;
}
