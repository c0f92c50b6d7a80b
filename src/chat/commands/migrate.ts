import { relays } from '../../relays/relays.ts';
import { nowhere } from '../actions/move.ts';
import { relaysOffered } from '../../policy/relay-domains.ts';
import type { Command } from '../commands.ts';
import { movable } from '../movable.ts';
import type { Reply } from '../reply.ts';

/** `migrate` or `migrate <name>`: offers the form, which a message cannot open by itself. */
export const migrate: Command = (deps, { actor }, rest) =>
  deps.transact(async (repos) => {
    if (relaysOffered(deps.policy).length < 2) return notice(nowhere);
    const all = await movable(repos, deps.policy, actor.id);
    const named = all.filter(({ sender }) => sender.name.toLowerCase() === rest.toLowerCase());
    const chosen = rest === '' ? all : named;
    if (all.length === 0) return notice('You own no sender that can move now: none is ready, or it is moving already.');
    if (chosen.length === 0)
      return notice(
        `You own no sender of that name that can move now. There is: ${all.map(({ sender }) => sender.name).join(', ')}.`,
      );
    const senders = chosen.map(({ sender: { id, name, desired }, to }) => ({
      senderId: id,
      name,
      address: `${desired.localPart}@${desired.domain}`,
      from: relays[desired.relay].title,
      to: relays[to].title,
      endsOn: relays[desired.relay].ends?.on ?? null,
    }));
    return { type: 'message', view: { view: 'move-ask', senders } };
  });

const notice = (text: string): Reply => ({
  type: 'message',
  view: { view: 'notice', title: 'Move a sender', text, tone: 'neutral' },
});
