import type { Interaction } from './interaction.ts';
import type { Seen } from './port-chat-store.ts';

/**
 * An Interaction as the platform adapter hands it over: authenticated, the actor looked up, but nothing of it stored yet. `deliveryId` is
 * unique on the platform (`teams:<conversation>:<activity>`).
 */
export type Arrived = Omit<Interaction, 'conversation'> & {
  conversation: Seen;
  /** The actor's private chat, where the platform tells it although it was said elsewhere: cards for them go there. */
  personal?: Seen;
};
