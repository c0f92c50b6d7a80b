import { withdrawRequest } from '../../requests/withdraw.ts';
import type { Handler } from '../actions.ts';
import { toast, versionOf } from '../answers.ts';
import { refreshRequest } from '../refresh-cards.ts';

export const withdraw: Handler = (deps, { actor }, values) =>
  deps.transact(async (repos) => {
    const requestId = values['requestId'] ?? '';
    const input = { requestId, version: versionOf(values), actorId: actor.id };
    const outcome = await withdrawRequest(repos, input, deps);
    if (!outcome.ok) return toast(outcome.refused);
    await refreshRequest(repos, requestId);
    return toast('Withdrawn. Nothing was made.');
  });
