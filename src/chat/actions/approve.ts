import { relays } from '../../relays/relays.ts';
import { decideRequest } from '../../requests/decide.ts';
import type { MailRequest } from '../../requests/request.ts';
import type { Handler } from '../actions.ts';
import { toast, versionOf } from '../answers.ts';
import { askAgain, checkApprover } from '../approver-check.ts';
import { refreshRequest } from '../refresh-cards.ts';

/** Membership is looked up before the transaction; who was first and which version was seen is settled in it. */
export const approve: Handler = async (deps, { actor }, values) => {
  const isApprover = await checkApprover(deps, actor.id);
  if (isApprover === 'unknown') return toast(askAgain);
  const requestId = values['requestId'] ?? '';
  const input = {
    requestId,
    version: versionOf(values),
    actorId: actor.id,
    isApprover: isApprover === 'yes',
    verdict: 'approved' as const,
    reason: null,
  };
  return deps.transact(async (repos) => {
    const outcome = await decideRequest(repos, input, deps);
    // A stale card shows what is true now, whoever clicked it.
    await refreshRequest(repos, requestId);
    return toast(outcome.ok ? approved(outcome.request) : outcome.refused);
  });
};

const approved = ({ desired, move }: MailRequest): string =>
  move === null
    ? `Approved. ${desired.appName} is being set up.`
    : `Approved. ${relays[desired.relay].title} is being set up for ${desired.appName}, beside what it sends by now.`;
