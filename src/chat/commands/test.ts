import { testMail } from '../actions/test-mail.ts';
import type { Command } from '../commands.ts';
import type { View } from '../view.ts';

/** `test <name>`: a test mail from one of the asker's senders. */
export const test: Command = async (deps, interaction, rest) => {
  const senders = await deps.transact((repos) => repos.senders.listByOwner(interaction.actor.id));
  const ready = senders.filter((sender) => sender.state === 'ready');
  const wanted = rest.toLowerCase();
  const named = ready.filter((sender) => sender.name.toLowerCase() === wanted);
  const [sender] = named.length === 0 && rest === '' && ready.length === 1 ? ready : named;
  if (!sender)
    return {
      type: 'message',
      view: notice(
        whichOne(
          ready.map((each) => each.name),
          rest,
        ),
      ),
    };
  const reply = await testMail(deps, interaction, { senderId: sender.id });
  return reply.type === 'toast' ? { type: 'message', view: notice(reply.text) } : reply;
};

function whichOne(names: string[], asked: string): string {
  if (names.length === 0) return 'You own no sender that is ready, so there is nothing to test yet.';
  const list = names.join(', ');
  return asked === ''
    ? `Which one? Type test and a name: ${list}.`
    : `You own no ready sender of that name. There is: ${list}.`;
}

const notice = (text: string): View => ({ view: 'notice', title: 'Test mail', text, tone: 'neutral' });
