import { submitRestart } from '../../requests/submit-restart.ts';
import { whyNoRestart } from '../../requests/why-no-restart.ts';
import { cleanText } from '../../requests/clean.ts';
import type { Handler } from '../actions.ts';
import { closeDialog, gone, toast } from '../answers.ts';
import { mayAct } from '../may-act.ts';
import { refreshRequest } from '../refresh-cards.ts';
import type { Sender } from '../../senders/sender.ts';
import type { View } from '../view.ts';

/** Asks why a stopped or retired sender should start again: IT decides with that. */
export const restartOpen: Handler = async (deps, { actor }, { senderId = '' }) => {
  const may = await mayAct(deps, senderId, actor.id);
  if (may !== true) return toast(may);
  return deps.transact(async (repos) => {
    const sender = await repos.senders.get(senderId);
    if (!sender) return gone;
    const refused = await whyNoRestart(repos, sender, deps.clock.now());
    return refused === null ? { type: 'dialog', view: form(sender, '', null) } : toast(refused);
  });
};

export const restartSubmit: Handler = async (deps, { actor }, values) => {
  const { senderId = '' } = values;
  const may = await mayAct(deps, senderId, actor.id);
  if (may !== true) return closeDialog(may);
  const why = cleanText(values['why'] ?? '').slice(0, 500);
  return deps.transact(async (repos) => {
    const sender = await repos.senders.get(senderId);
    if (!sender) return gone;
    if (why === '') return { type: 'dialog', view: form(sender, '', 'Say why: IT decides with that.') };
    const outcome = await submitRestart(repos, { senderId, actorId: actor.id, why }, deps);
    if (!outcome.ok) return closeDialog(outcome.refused);
    await refreshRequest(repos, outcome.request.id);
    return closeDialog('Asked. IT decides; your card follows.');
  });
};

const form = ({ id, name, state }: Sender, why: string, error: string | null): View => ({
  view: 'restart-form',
  senderId: id,
  appName: name,
  was: state === 'retired' ? 'retired' : 'stopped',
  why,
  error,
});
