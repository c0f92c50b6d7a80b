import type { Arrived } from '../../src/chat/arrived.ts';
import type { Reply } from '../../src/chat/reply.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Cloud } from '../../src/shared/cloud.ts';
import type { Logger } from '../../src/shared/port-logger.ts';
import type { Secret } from '../../src/shared/secret.ts';

/** How the bot signs in to the Bot Framework: with the registration's secret, or as the machine's user-assigned identity. */
export type BotIdentity =
  | { appId: string; type: 'SingleTenant'; secret: Secret }
  | { appId: string; type: 'UserAssignedMsi' };

export type TeamsOptions = {
  cloud: Cloud;
  tenantId: string;
  bot: BotIdentity;
  clock: Clock;
  logger: Logger;
  /** What the chat room does with what arrived; its answer goes back in the same HTTP response. */
  onArrived: (arrived: Arrived) => Promise<Reply>;
  /** What was refused at the door, for the audit log. */
  onRefused?: (refused: { why: string }) => void;
};
