import type { Command } from '../commands.ts';
import { mayUseRadar } from '../may-use-radar.ts';
import type { Reply } from '../reply.ts';
import { radarView } from '../views/radar.ts';

/** `radar`, or `radar 2` for its second page. */
export const radar: Command = async (deps, { actor, conversation }, rest) => {
  const may = await mayUseRadar(deps, actor.id);
  if (may !== true) return notice(may);
  // Others read along in a channel.
  if (conversation.kind === 'channel')
    return notice('Type radar in your private chat with Sendpass: the list is not for a channel.');
  return { type: 'message', view: await radarView(deps, { page: Number.parseInt(rest, 10) || 1 }) };
};

const notice = (text: string): Reply => ({
  type: 'message',
  view: { view: 'notice', title: 'Radar', text, tone: 'neutral' },
});
