import { retireSender } from '../../provisioning/retire-sender.ts';
import type { Sender } from '../../senders/sender.ts';
import { finalStates } from '../../senders/transitions.ts';
import type { Handler } from '../actions.ts';
import { closeDialog, gone, toast } from '../answers.ts';
import type { ChatDeps } from '../deps.ts';
import { refreshEnded } from '../confirmed-removal.ts';
import { mayAct } from '../may-act.ts';
import type { Reply } from '../reply.ts';
import { leakedView } from '../views/leaked.ts';
import { senderChoice } from '../views/sender-choice.ts';

/** "I leaked it": of the sender the card is about, else of one of the asker's own. */
export const leakedOpen: Handler = async (deps, { actor }, values) => {
  const senderId = values['senderId'] ?? '';
  if (senderId !== '' && (await mayAct(deps, senderId, actor.id)) === true) return confirm(deps, senderId);
  const own = await deps.transact((repos) => repos.senders.listByOwner(actor.id));
  const living = own.filter(isLiving);
  if (living.length === 0)
    return toast('You own no sender. Tell the owner of the one whose secret it was: they can say that it leaked.');
  return { type: 'dialog', view: { view: 'leaked-form', choices: living.map(senderChoice) } };
};

/** The chosen one, once more with what it means. */
export const leakedChoose: Handler = async (deps, { actor }, values) => {
  const senderId = values['senderId'] ?? '';
  const may = await mayAct(deps, senderId, actor.id);
  return may === true ? confirm(deps, senderId) : closeDialog(may);
};

export const leakedSubmit: Handler = async (deps, { actor }, values) => {
  const senderId = values['senderId'] ?? '';
  const may = await mayAct(deps, senderId, actor.id);
  if (may !== true) return closeDialog(may);
  return deps.transact(async (repos) => {
    const outcome = await retireSender(repos, { senderId, actorId: actor.id, why: 'leaked' });
    if (!outcome.ok) return closeDialog(outcome.refused);
    await refreshEnded(repos, senderId, actor.id);
    return closeDialog(
      'The leaked secret is being removed first, then the rest. Tokens already issued end within an hour. Ask for a new sender: it gets a new secret.',
    );
  });
};

const isLiving = ({ state }: Sender): boolean => !finalStates.includes(state);

const confirm = (deps: ChatDeps, senderId: string): Promise<Reply> =>
  deps.transact(async (repos) => {
    const sender = await repos.senders.get(senderId);
    return sender ? { type: 'dialog', view: await leakedView(repos, sender, deps.vault.name) } : gone;
  });
