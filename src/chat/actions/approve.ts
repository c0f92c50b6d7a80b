import { linkedSince } from '../../people/linked-since.ts';
import { decideRequest } from '../../requests/decide.ts';
import type { Handler } from '../actions.ts';
import { toast, versionOf } from '../answers.ts';
import { askAgain } from '../approver-check.ts';
import { checkDecider } from '../decider-check.ts';
import type { ChatDeps } from '../deps.ts';
import { refreshRequest } from '../refresh-cards.ts';
import type { Reply } from '../reply.ts';
import { signInFirst } from '../step-up.ts';
import { decidedText } from '../decided-text.ts';

/** Membership is looked up before the transaction; who was first and which version was seen is settled in it. */
export const approve: Handler = async (deps, { actor, platform }, values) => {
  const requestId = values['requestId'] ?? '';
  const approverOf = await checkDecider(deps, requestId, actor.id);
  if (approverOf === 'unknown') return toast(askAgain);
  const first = approverOf.length > 0 && (await signInFor(deps, requestId, actor.id));
  if (first) return first;
  const input = {
    requestId,
    version: versionOf(values),
    actorId: actor.id,
    approverOf,
    verdict: 'approved' as const,
    reason: null,
  };
  return deps.transact(async (repos) => {
    const since = await linkedSince(repos, actor.id, platform);
    const outcome = await decideRequest(repos, { ...input, linkedSince: since }, deps);
    // A stale card shows what is true now, whoever clicked it.
    await refreshRequest(repos, requestId);
    return toast(outcome.ok ? decidedText(outcome, deps.policy.approvers) : outcome.refused);
  });
};

/** Only those who may approve at all are sent to sign in. */
export async function signInFor(deps: ChatDeps, requestId: string, personId: string): Promise<Reply | null> {
  const request = await deps.transact((repos) => repos.requests.get(requestId));
  if (!request) return null;
  return signInFirst(deps, { personId, what: 'approve', about: `request:${requestId}` }, request.desired.appName);
}
