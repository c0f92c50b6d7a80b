import { nudge as nudgeRequest } from '../../requests/nudge.ts';
import type { Handler } from '../actions.ts';
import { toast } from '../answers.ts';
import { approvalsChannel } from '../destinations.ts';
import { ensure, refreshRequest } from '../refresh-cards.ts';

/** One new message where requests are decided. Without a channel nobody would see it, so that is said instead. */
export const nudge: Handler = (deps, { actor }, values) =>
  deps.transact(async (repos) => {
    const requestId = values['requestId'] ?? '';
    const channel = await approvalsChannel(repos);
    if (!channel || channel.state !== 'ok')
      return toast('Sendpass cannot write where requests are decided. The card says what an approver has to do.');
    const outcome = await nudgeRequest(repos, { requestId, actorId: actor.id }, deps);
    if (!outcome.ok) return toast(outcome.refused);
    await ensure(repos, { about: 'nudge', requestId, no: outcome.no, show: 'reminder' }, channel, null);
    await refreshRequest(repos, requestId);
    return toast('IT is asked again. Its card says when you can do that once more.');
  });
