import { problemOf, unknownProblem } from '../../diagnosis/recognise.ts';
import { finalStates } from '../../senders/transitions.ts';
import type { Handler } from '../actions.ts';
import { gone, toast } from '../answers.ts';
import { mustBeOpened } from '../destinations.ts';
import { lookAt } from '../diagnose.ts';
import { mayAct } from '../may-act.ts';
import { senderChoice } from '../views/sender-choice.ts';

/** Which of the asker's senders is it? The answer goes to their private chat. */
export const diagnoseOpen: Handler = (deps, { actor }, values) =>
  deps.transact(async (repos) => {
    const chat = await repos.conversations.personal(actor.id);
    if (!chat || mustBeOpened(chat)) return toast('Write to Sendpass in a private chat first: the answer goes there.');
    const own = (await repos.senders.listByOwner(actor.id)).filter((each) => !finalStates.includes(each.state));
    const named = await repos.senders.get(values['senderId'] ?? '');
    // An approver who named it in the channel; the submit checks who they are.
    const all = named && !own.some((each) => each.id === named.id) ? [named, ...own] : own;
    if (all.length === 0) return toast('You own no sender Sendpass could look at.');
    return {
      type: 'dialog',
      view: {
        view: 'diagnosis-form',
        problem: values['problem'] ?? '',
        senderId: named?.id ?? all[0]?.id ?? '',
        choices: all.map(senderChoice),
      },
    };
  });

/** Runs in a job (receive.ts): looking takes longer than a dialog may stay open. */
export const diagnoseSubmit: Handler = async (deps, { actor }, values) => {
  const senderId = values['senderId'] ?? '';
  const may = await mayAct(deps, senderId, actor.id);
  if (may !== true) return toast(may);
  const sender = await deps.transact((repos) => repos.senders.get(senderId));
  if (!sender) return gone;
  const problem = problemOf(values['problem'] ?? '') ?? unknownProblem;
  const asked = { problem, clues: null, leaked: false };
  return { type: 'message', view: await lookAt(deps, actor.id, { sender, by: null, named: true }, asked) };
};

/** The same text once more, after somebody changed something. */
export const diagnoseAgain: Handler = diagnoseSubmit;
