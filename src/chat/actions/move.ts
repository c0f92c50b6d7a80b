import { moveTarget } from '../../policy/relay-domains.ts';
import { editRequest } from '../../requests/edit.ts';
import { parseMoveForm } from '../../requests/move-form.ts';
import type { MoveForm } from '../../requests/move-form.ts';
import type { Refusal } from '../../requests/refusal.ts';
import { submitMove, whyNotAsked } from '../../requests/submit-move.ts';
import type { FormFacts } from '../../requests/gather-facts.ts';
import type { Person } from '../../people/person.ts';
import type { RelayId, Sender } from '../../senders/sender.ts';
import type { Handler } from '../actions.ts';
import { closeDialog, gone, toast, versionOf } from '../answers.ts';
import type { ChatDeps } from '../deps.ts';
import type { Values } from '../interaction.ts';
import { mayAct } from '../may-act.ts';
import { movable } from '../movable.ts';
import { refreshRequest } from '../refresh-cards.ts';
import type { Reply } from '../reply.ts';
import type { FieldError } from '../view-request-form.ts';
import { moveFormView } from '../views/move-form.ts';
import { senderChoice } from '../views/sender-choice.ts';
import { factsInTime, storeForm, tooLate } from './checked-form.ts';

/** The form of the sender that is named, else the asker's choice of their own. */
export const moveOpen: Handler = async (deps, { actor }, { senderId = '' }) => {
  if (senderId === '') return choose(deps, actor);
  const may = await mayAct(deps, senderId, actor.id);
  if (may !== true) return toast(may);
  return deps.transact(async (repos) => {
    const sender = await repos.senders.get(senderId);
    if (!sender) return gone;
    const to = moveTarget(deps.policy, sender.desired.relay);
    if (to === null) return toast(nowhere);
    const refused = await whyNotAsked(repos, senderId);
    return refused ? toast(refused.refused) : { type: 'dialog', view: moveFormView(deps, sender, to, {}) };
  });
};

export const nowhere =
  'No other mail service is set up here, so there is nowhere to move to. IT adds one to the policy.';

const choose = (deps: ChatDeps, actor: Person): Promise<Reply> =>
  deps.transact(async (repos) => {
    const senders = await movable(repos, deps.policy, actor.id);
    if (senders.length === 0) return toast('You own no sender that can move now.');
    return {
      type: 'dialog',
      view: { view: 'move-choose', choices: senders.map(({ sender }) => senderChoice(sender)) },
    };
  });

type Sent = { sender: Sender; to: RelayId; editing: { requestId: string; version: number } | null; values: Values };

/** A new request, or a new version of one: the same checks as the request form's, each error on its field. */
export const moveSubmit: Handler = async (deps, { actor }, values) => {
  const sent = await whatWasSent(deps, actor, values);
  if ('reply' in sent) return sent.reply;
  const { sender, to } = sent;
  const again = (errors: FieldError[]): Reply => ({
    type: 'dialog',
    view: moveFormView(deps, sender, to, { ...sent, errors }),
  });
  const parsed = parseMoveForm(values, sender, to);
  if (!parsed.ok) return again(parsed.errors);
  const facts = await factsInTime(deps, parsed.form);
  if (facts === null) return again([tooLate]);
  const { form, why } = parsed;
  const outcome = await storeForm(() => store(deps, sent, actor, { form, why, facts }));
  if (outcome === null) return closeDialog(said(sent));
  return 'refused' in outcome ? closeDialog(outcome.refused) : again(outcome.errors);
};

const said = ({ sender, editing }: Sent): string =>
  editing === null
    ? `The move of ${sender.name} is with IT now. It goes on sending as it does; you follow it on its card.`
    : 'Changed. IT sees the new version.';

async function whatWasSent(deps: ChatDeps, actor: Person, values: Values): Promise<Sent | { reply: Reply }> {
  const { senderId = '', requestId = '' } = values;
  const may = await mayAct(deps, senderId, actor.id);
  if (may !== true) return { reply: closeDialog(may) };
  return deps.transact(async (repos) => {
    const sender = await repos.senders.get(senderId);
    if (!sender) return { reply: gone };
    const to = moveTarget(deps.policy, sender.desired.relay);
    if (to === null) return { reply: closeDialog(nowhere) };
    const editing = requestId === '' ? null : { requestId, version: versionOf(values) };
    return { sender, to, editing, values };
  });
}

/** Null = stored. */
const store = (
  deps: ChatDeps,
  { sender, editing }: Sent,
  actor: Person,
  checked: MoveForm & { facts: FormFacts },
): Promise<Refusal | { errors: FieldError[] } | null> =>
  deps.transact(async (repos) => {
    const outcome = editing
      ? await editRequest(repos, { ...editing, ...checked, actor }, deps)
      : await submitMove(repos, { ...checked, actor, senderId: sender.id }, deps);
    if (!outcome.ok) return outcome;
    await refreshRequest(repos, outcome.request.id);
    return null;
  });
