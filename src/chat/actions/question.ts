import { askQuestion } from '../../requests/ask-question.ts';
import { ownRequest } from '../../requests/refusal.ts';
import type { Handler } from '../actions.ts';
import { closeDialog, gone, toast } from '../answers.ts';
import { askAgain } from '../approver-check.ts';
import { checkDecider } from '../decider-check.ts';
import { personalChat } from '../destinations.ts';
import type { Values } from '../interaction.ts';
import { ensure, refreshRequest } from '../refresh-cards.ts';
import type { Reply } from '../reply.ts';
import type { Repos } from '../repos.ts';

/** Whether the person may ask is said before they write. */
export const questionOpen: Handler = async (deps, { actor }, values) => {
  const approverOf = await checkDecider(deps, values['requestId'] ?? '', actor.id);
  if (approverOf === 'unknown') return toast(askAgain);
  if (approverOf.length === 0) return toast('Only its approvers can ask here. Nothing was changed.');
  return deps.transact(async (repos) => {
    const request = await repos.requests.get(values['requestId'] ?? '');
    const sender = request && (await repos.senders.get(request.senderId));
    const own = request && sender && ownRequest(request, actor.id, sender);
    return own ? toast(own.refused) : formFor(repos, values, null);
  });
};

/** It stands on both cards at once, and whoever asked for the sender gets a card to answer on. */
export const questionSubmit: Handler = async (deps, { actor }, values) => {
  const requestId = values['requestId'] ?? '';
  const approverOf = await checkDecider(deps, requestId, actor.id);
  if (approverOf === 'unknown') return deps.transact((repos) => formFor(repos, values, askAgain));
  const input = { requestId, actorId: actor.id, isApprover: approverOf.length > 0, text: values['text'] ?? '' };
  return deps.transact(async (repos) => {
    const outcome = await askQuestion(repos, input, deps);
    if (!outcome.ok && outcome.code === 'reason-missing') return formFor(repos, values, outcome.refused);
    if (!outcome.ok) return closeDialog(outcome.refused);
    const { submittedBy } = outcome.request;
    const matter = { about: 'question', requestId, no: outcome.remark.no, show: 'question' } as const;
    await ensure(repos, matter, await personalChat(repos, submittedBy), submittedBy);
    await refreshRequest(repos, requestId);
    return closeDialog('Asked. The answer comes on the card, and to you.');
  });
};

async function formFor(repos: Pick<Repos, 'requests'>, values: Values, error: string | null): Promise<Reply> {
  const request = await repos.requests.get(values['requestId'] ?? '');
  if (!request) return gone;
  if (request.state !== 'pending') return toast('It has been decided already.');
  const { appName } = request.desired;
  return {
    type: 'dialog',
    view: { view: 'question-form', requestId: request.id, appName, error, text: values['text'] ?? '' },
  };
}
