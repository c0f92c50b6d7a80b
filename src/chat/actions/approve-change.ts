import { linkedSince } from '../../people/linked-since.ts';
import { approveChanged } from '../../requests/approve-changed.ts';
import { ownRequest } from '../../requests/refusal.ts';
import type { Handler } from '../actions.ts';
import { closeDialog, gone, toast, versionOf } from '../answers.ts';
import { askAgain } from '../approver-check.ts';
import { checkDecider } from '../decider-check.ts';
import { decidedText } from '../decided-text.ts';
import type { ChatDeps } from '../deps.ts';
import type { Values } from '../interaction.ts';
import { refreshRequest } from '../refresh-cards.ts';
import type { Reply } from '../reply.ts';
import type { Repos } from '../repos.ts';
import type { FieldError } from '../view-request-form.ts';
import { lifetimesUpTo, valuesOf } from '../views/request-form.ts';
import { signInFor } from './approve.ts';
import { readForm } from './checked-form.ts';

export const approveChangeOpen: Handler = async (deps, { actor }, values) => {
  const approverOf = await checkDecider(deps, values['requestId'] ?? '', actor.id);
  if (approverOf === 'unknown') return toast(askAgain);
  if (approverOf.length === 0) return toast('Only approvers can decide. Nothing was changed.');
  return deps.transact(async (repos) => {
    const request = await repos.requests.get(values['requestId'] ?? '');
    const sender = request && (await repos.senders.get(request.senderId));
    const own = request && sender && ownRequest(request, actor.id, sender);
    return own ? toast(own.refused) : formFor(repos, deps, values, []);
  });
};

/** The whole form is checked again with the approver's values in it: what nobody may ask for, nobody may approve into being. */
export const approveChangeSubmit: Handler = async (deps, { actor, platform }, values) => {
  const requestId = values['requestId'] ?? '';
  const approverOf = await checkDecider(deps, requestId, actor.id);
  const again = (errors: FieldError[]) => deps.transact((repos) => formFor(repos, deps, values, errors));
  if (approverOf === 'unknown') return again([{ field: 'form', message: askAgain }]);
  const first = approverOf.length > 0 && (await signInFor(deps, requestId, actor.id));
  if (first) return first;
  const request = await deps.transact((repos) => repos.requests.get(requestId));
  if (!request) return gone;
  const read = await readForm(deps, { ...valuesOf(request.desired), ...changeable(deps, values) });
  if (!read.ok) return again(read.errors);
  const { form, facts } = read;
  const input = { requestId, version: versionOf(values), actorId: actor.id, approverOf, form, facts };
  return deps.transact(async (repos) => {
    const since = await linkedSince(repos, actor.id, platform);
    const outcome = await approveChanged(repos, { ...input, linkedSince: since }, deps);
    if (!outcome.ok && 'errors' in outcome) return formFor(repos, deps, values, outcome.errors);
    await refreshRequest(repos, requestId);
    if (!outcome.ok) return closeDialog(outcome.refused);
    return closeDialog(`Changed. ${decidedText(outcome, deps.policy.approvers)}`);
  });
};

/** Of what came with the click only the fields the policy names. */
const changeable = ({ policy }: ChatDeps, values: Values): Values =>
  Object.fromEntries(
    policy.approval.approverMayChange.flatMap((field) => {
      const value = Object.hasOwn(values, field) ? values[field] : undefined;
      return value === undefined ? [] : [[field, value]];
    }),
  );

async function formFor(
  repos: Pick<Repos, 'requests'>,
  deps: ChatDeps,
  values: Values,
  errors: FieldError[],
): Promise<Reply> {
  const request = await repos.requests.get(values['requestId'] ?? '');
  if (!request) return gone;
  if (request.state !== 'pending') return toast('It has been decided already.');
  const fields = deps.policy.approval.approverMayChange;
  if (fields.length === 0 || request.kind !== 'new-sender')
    return toast('Nothing of it can be changed here. Deny it with what would have to change.');
  const { desired } = request;
  return {
    type: 'dialog',
    view: {
      view: 'approve-change-form',
      requestId: request.id,
      version: versionOf(values),
      appName: desired.appName,
      domain: desired.domain,
      fields,
      values: { ...valuesOf(desired), ...changeable(deps, values) },
      errors,
      lifetimes: lifetimesUpTo(deps.policy.maxSecretLifetime),
    },
  };
}
