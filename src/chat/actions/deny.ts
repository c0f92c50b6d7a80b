import { linkedSince } from '../../people/linked-since.ts';
import { decideRequest } from '../../requests/decide.ts';
import { ownRequest } from '../../requests/refusal.ts';
import type { Handler } from '../actions.ts';
import { closeDialog, gone, toast, versionOf } from '../answers.ts';
import { askAgain } from '../approver-check.ts';
import { checkDecider } from '../decider-check.ts';
import type { Values } from '../interaction.ts';
import { refreshRequest } from '../refresh-cards.ts';
import type { Reply } from '../reply.ts';
import type { Repos } from '../repos.ts';

/** Asks for the reason; whether the person may deny at all is said here already, so that nobody writes one in vain. */
export const denyOpen: Handler = async (deps, { actor }, values) => {
  const approverOf = await checkDecider(deps, values['requestId'] ?? '', actor.id);
  if (approverOf === 'unknown') return toast(askAgain);
  if (approverOf.length === 0) return toast('Only approvers can decide. Nothing was changed.');
  return deps.transact(async (repos) => {
    const request = await repos.requests.get(values['requestId'] ?? '');
    const sender = request && (await repos.senders.get(request.senderId));
    const own = request && sender && ownRequest(request, actor.id, sender);
    return own ? toast(own.refused) : formFor(repos, values, null);
  });
};

/** A reason is required: whoever asked has to know what to change. */
export const denySubmit: Handler = async (deps, { actor, platform }, values) => {
  const reason = (values['reason'] ?? '').trim();
  if (reason === '')
    return deps.transact((repos) => formFor(repos, values, 'Say why: whoever asked has to know what to change.'));
  const requestId = values['requestId'] ?? '';
  const approverOf = await checkDecider(deps, requestId, actor.id);
  if (approverOf === 'unknown') return deps.transact((repos) => formFor(repos, values, askAgain));
  const input = {
    requestId,
    version: versionOf(values),
    actorId: actor.id,
    approverOf,
    verdict: 'denied' as const,
    reason,
  };
  return deps.transact(async (repos) => {
    const since = await linkedSince(repos, actor.id, platform);
    const outcome = await decideRequest(repos, { ...input, linkedSince: since }, deps);
    await refreshRequest(repos, requestId);
    return closeDialog(outcome.ok ? 'Denied. Whoever asked sees your reason.' : outcome.refused);
  });
};

async function formFor(repos: Pick<Repos, 'requests'>, values: Values, error: string | null): Promise<Reply> {
  const request = await repos.requests.get(values['requestId'] ?? '');
  if (!request) return gone;
  if (request.state !== 'pending') return toast('It has been decided already.');
  const { appName } = request.desired;
  const version = versionOf(values);
  return {
    type: 'dialog',
    view: { view: 'deny-form', requestId: request.id, version, appName, error, reason: values['reason'] ?? '' },
  };
}
