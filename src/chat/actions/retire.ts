import { retireSender } from '../../provisioning/retire-sender.ts';
import type { Handler } from '../actions.ts';
import { closeDialog, gone, toast } from '../answers.ts';
import { mayAct } from '../may-act.ts';
import { refreshSender } from '../refresh-cards.ts';
import { removedThings } from '../views/removed-things.ts';

export const retireOpen: Handler = async (deps, { actor }, values) => {
  const senderId = values['senderId'] ?? '';
  const may = await mayAct(deps, senderId, actor.id);
  if (may !== true) return toast(may);
  return deps.transact(async (repos) => {
    const sender = await repos.senders.get(senderId);
    if (!sender) return gone;
    const removes = await removedThings(repos, sender, deps.vault.name);
    const { places, localPart, domain } = sender.desired;
    const where = places.length === 0 ? 'wherever it is used' : places.join(', ');
    const blastRadius = `Mail as ${localPart}@${domain} stops within an hour, in ${where}. This cannot be undone.`;
    return { type: 'dialog', view: { view: 'confirm-retire', senderId, appName: sender.name, removes, blastRadius } };
  });
};

export const retireSubmit: Handler = async (deps, { actor }, values) => {
  const senderId = values['senderId'] ?? '';
  const may = await mayAct(deps, senderId, actor.id);
  if (may !== true) return closeDialog(may);
  return deps.transact(async (repos) => {
    const outcome = await retireSender(repos, { senderId, actorId: actor.id });
    if (!outcome.ok) return closeDialog(outcome.refused);
    await refreshSender(repos, senderId);
    return closeDialog('Retired. Everything Sendpass made for it is being removed.');
  });
};
