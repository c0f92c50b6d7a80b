import { editRequest } from '../../requests/edit.ts';
import type { MailRequest } from '../../requests/request.ts';
import type { Handler } from '../actions.ts';
import { closeDialog, gone, toast, versionOf } from '../answers.ts';
import type { ChatDeps } from '../deps.ts';
import { refreshRequest } from '../refresh-cards.ts';
import { moveFormView } from '../views/move-form.ts';
import { requestFormView, valuesOf } from '../views/request-form.ts';
import type { Reply } from '../reply.ts';
import type { Repos } from '../repos.ts';
import { checkedForm, storeForm, takenMeanwhile } from './checked-form.ts';

/** Only who asked may change it, and only while it waits. */
export const editOpen: Handler = (deps, { actor }, values) =>
  deps.transact(async (repos) => {
    const request = await repos.requests.get(values['requestId'] ?? '');
    if (!request) return gone;
    if (request.submittedBy !== actor.id) return toast('Only the person who asked can change the request.');
    if (request.state !== 'pending') return toast('It has been decided already, so it cannot be changed any more.');
    const editing = { requestId: request.id, version: request.version };
    if (request.move !== null) return editMove(repos, deps, request, editing);
    const filled = { values: valuesOf(request.desired), editing };
    return { type: 'dialog', view: await requestFormView(repos, deps, actor.id, filled) };
  });

/** The dialog of a move, as it was asked for. */
async function editMove(
  { senders }: Pick<Repos, 'senders'>,
  deps: ChatDeps,
  { senderId, desired, move }: MailRequest,
  editing: { requestId: string; version: number },
): Promise<Reply> {
  const sender = await senders.get(senderId);
  if (!sender) return gone;
  const values = { ...valuesOf(desired), why: move?.why ?? '' };
  return { type: 'dialog', view: moveFormView(deps, sender, desired.relay, { values, errors: [], editing }) };
}

/** A new version; what was said to the old one does not count any more. */
export const editSubmit: Handler = async (deps, { actor }, values) => {
  const editing = { requestId: values['requestId'] ?? '', version: versionOf(values) };
  const checked = await checkedForm(deps, actor, values, editing);
  if (!checked.ok) return checked.reply;
  const { form, facts } = checked;
  const store = async (repos: Repos): Promise<Reply> => {
    const outcome = await editRequest(repos, { ...editing, form, facts, actor }, deps);
    if (outcome.ok) {
      await refreshRequest(repos, editing.requestId);
      return closeDialog('Changed. IT sees the new version.');
    }
    if ('refused' in outcome) return closeDialog(outcome.refused);
    const filled = { values, errors: outcome.errors, editing };
    return { type: 'dialog', view: await requestFormView(repos, deps, actor.id, filled) };
  };
  const stored = storeForm(() => deps.transact(store));
  return stored.catch((thrown: unknown) => takenMeanwhile(deps, actor, { values, editing, thrown }));
};
