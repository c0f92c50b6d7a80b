import { openLimitErrors } from '../../requests/open-limit.ts';
import { submitRequest } from '../../requests/submit.ts';
import type { Handler } from '../actions.ts';
import { closeDialog } from '../answers.ts';
import { refreshRequest } from '../refresh-cards.ts';
import { newValues, requestFormView, valuesOf } from '../views/request-form.ts';
import type { Reply } from '../reply.ts';
import type { Repos } from '../repos.ts';
import { checkedForm, storeForm, takenMeanwhile } from './checked-form.ts';

/** "Ask again" names the request it starts from: the form holds what its writer wrote then. */
export const requestOpen: Handler = (deps, { actor }, { requestId = '' }) =>
  deps.transact(async (repos) => {
    const before = requestId === '' ? undefined : await repos.requests.get(requestId);
    const values = before?.submittedBy === actor.id ? valuesOf(before.desired) : newValues(deps.policy);
    // Said before somebody fills it in.
    const errors = await openLimitErrors(repos.requests, actor.id, deps);
    return { type: 'dialog', view: await requestFormView(repos, deps, actor.id, { values, errors }) };
  });

/** Every field is checked; the request, its sender and the cards' jobs are one transaction. */
export const requestSubmit: Handler = async (deps, { actor }, values) => {
  const checked = await checkedForm(deps, actor, values, null);
  if (!checked.ok) return checked.reply;
  const { form, facts } = checked;
  const store = async (repos: Repos): Promise<Reply> => {
    const outcome = await submitRequest(repos, { form, facts, actor }, deps);
    if (!outcome.ok)
      return { type: 'dialog', view: await requestFormView(repos, deps, actor.id, { values, errors: outcome.errors }) };
    await refreshRequest(repos, outcome.request.id);
    return closeDialog(
      `${outcome.request.desired.appName} is with IT now. You follow it on a card in your private chat with Sendpass.`,
    );
  };
  const stored = storeForm(() => deps.transact(store));
  return stored.catch((thrown: unknown) => takenMeanwhile(deps, actor, { values, thrown }));
};
