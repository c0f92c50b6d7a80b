import { maskSecrets } from '../diagnosis/mask-secrets.ts';
import { handleInteraction } from './actions.ts';
import type { Arrived } from './arrived.ts';
import { runCommand } from './commands.ts';
import type { ChatDeps } from './deps.ts';
import type { Interaction } from './interaction.ts';
import type { Reply } from './reply.ts';
import { createRemember } from './remember.ts';

export type Receive = (arrived: Arrived) => Promise<Reply>;

/**
 * The chat room's door. In one transaction the delivery is recorded (a second one with that id changes nothing), conversation and person
 * are remembered, and what is not answered at once is kept with the job that will handle it: an acknowledged message is never lost.
 */
export function createReceive(deps: ChatDeps): Receive {
  const remember = createRemember(deps.clock);
  return async (arrived) => {
    const later = isLater(arrived.input);
    const interaction = await deps.transact(async (repos) => {
      const remembered = await remember(repos, arrived);
      const { personal: _personal, ...rest } = arrived;
      const kept: Interaction = { ...rest, conversation: remembered, input: withoutSecrets(arrived.input) };
      const fresh = await repos.deliveries.accept(arrived.deliveryId, deps.clock.now(), later ? kept : null);
      if (!fresh) return null;
      if (later)
        await repos.jobs.enqueue({
          name: 'handle-message',
          key: arrived.deliveryId,
          data: { deliveryId: arrived.deliveryId },
        });
      return kept;
    });
    if (later) return acknowledged(arrived.input);
    if (interaction === null) return seenBefore;
    const { input } = interaction;
    return input.type === 'message' ? runCommand(deps, interaction, input.text) : handleInteraction(deps, interaction);
  };
}

/** Here, because behind this door words are stored. */
function withoutSecrets(input: Arrived['input']): Arrived['input'] {
  if (input.type !== 'message') return input;
  const { text, found } = maskSecrets(input.text);
  return found ? { ...input, text, masked: true } : input;
}

function acknowledged(input: Arrived['input']): Reply {
  const text = 'Looking. The answer comes in your private chat in a few seconds.';
  if (input.type === 'submit-dialog') return { type: 'close-dialog', text };
  if (input.type !== 'action' || input.late === true) return { type: 'none' };
  if (isPage(input)) return { type: 'toast', text: 'It comes in your private chat in a moment.' };
  return isLook(input) ? { type: 'toast', text } : { type: 'none' };
}

/** A further page is a card of its own: it looks into the directory, which a click cannot wait for. */
const isPage = (input: Arrived['input']): boolean =>
  input.type === 'action' && ['radar-page', 'migrations-page'].includes(input.action);

/** The same harmless answer, however often a click is delivered again. */
const seenBefore: Reply = {
  type: 'toast',
  text: 'This click has been received already. The card shows where things stand.',
};

/** Takes longer than a click may wait. */
const isLook = (input: Arrived['input']): boolean =>
  (input.type === 'submit-dialog' && input.action === 'diagnose-submit') ||
  (input.type === 'action' && input.action === 'diagnose-again');

// Answered by a post, not in the response.
const isLater = (input: Arrived['input']): boolean =>
  (input.type === 'message' && input.now !== true) ||
  input.type === 'installed' ||
  input.type === 'removed' ||
  isLook(input) ||
  isPage(input) ||
  (input.type === 'action' && input.late === true);
