import type { Sender, SenderState } from '../../senders/sender.ts';
import { checkManager } from '../approver-check.ts';
import type { Command } from '../commands.ts';
import type { ChatDeps } from '../deps.ts';
import type { Reply } from '../reply.ts';
import type { LifeDeed } from '../view-life.ts';

type Offer = { title: string; states: readonly SenderState[]; none: string };

const offers: Record<LifeDeed, Offer> = {
  rotate: {
    title: 'New secret',
    states: ['ready'],
    none: 'There is no sender of yours that works, so no secret to change.',
  },
  stop: { title: 'Stop', states: ['ready', 'stopped'], none: 'There is no sender of yours that could be stopped.' },
  leaked: {
    title: 'I leaked it',
    states: ['ready', 'stopped'],
    none: 'You own no sender that works. Tell the owner of the one whose secret it was: they can say that it leaked.',
  },
  retire: { title: 'Retire', states: ['ready', 'stopped'], none: 'There is no sender of yours that could be retired.' },
};

/** A card has at most three buttons. */
const most = 3;

/** `rotate`, `stop`, `leaked` and `retire`, alone or with a name: offers the dialog, which a message cannot open by itself. */
export const life =
  (does: LifeDeed): Command =>
  async (deps, { actor }, rest) => {
    const { title, states, none } = offers[does];
    const own = await deps.transact((repos) => repos.senders.listByOwner(actor.id));
    const fit = own.filter((each) => states.includes(each.state));
    const named = fit.filter((each) => each.name.toLowerCase() === rest.toLowerCase());
    const chosen = rest === '' ? fit : named.length > 0 ? named : await ofOthers(deps, actor.id, rest, states);
    if (chosen.length === 0)
      return notice(
        title,
        rest === '' || fit.length === 0 ? none : `There is no such sender here. Yours: ${namesOf(fit)}.`,
      );
    if (chosen.length > most) return notice(title, `Which one? Type ${does} and its name: ${namesOf(chosen)}.`);
    const senders = chosen.map(({ id, name, desired }) => ({
      senderId: id,
      name,
      address: `${desired.localPart}@${desired.domain}`,
    }));
    return { type: 'message', view: { view: 'life-ask', does, senders } };
  };

/** Approvers and operators name a sender of somebody else; what they may do with it the dialog asks again. */
async function ofOthers(
  deps: ChatDeps,
  personId: string,
  name: string,
  states: readonly SenderState[],
): Promise<Sender[]> {
  if ((await checkManager(deps, personId)) !== 'yes') return [];
  const found = await deps.transact((repos) => repos.senders.findLiving({ name }));
  return found && states.includes(found.state) ? [found] : [];
}

const namesOf = (senders: Sender[]): string =>
  senders
    .slice(0, 20)
    .map((each) => each.name)
    .join(', ');

const notice = (title: string, text: string): Reply => ({
  type: 'message',
  view: { view: 'notice', title, text, tone: 'neutral' },
});
