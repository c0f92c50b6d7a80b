import type { AnswerStranger } from '../../src/chat/answer-stranger.ts';
import type { SlackUser } from '../../src/people/slack-user.ts';
import type { Arrived } from '../../src/chat/arrived.ts';
import type { Reply } from '../../src/chat/reply.ts';
import type { View } from '../../src/chat/view.ts';
import type { Person } from '../../src/people/person.ts';
import type { PersonOf, SlackAccountOf } from '../../src/people/port-person-of.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Logger } from '../../src/shared/port-logger.ts';
import type { Secret } from '../../src/shared/secret.ts';

/** What was refused at the door or at a button, for the audit log; `actor` where it is known who it was. */
export type RefusedDelivery = { why: string; actor?: string };

/** Signatures of deliveries, as one list for all instances; kept longer than a signature is good for. */
export type Signatures = {
  /** False when it was seen before. */
  accept(signature: string): Promise<boolean>;
  /** It could not be handled: Slack may send it again within the same second, signed alike. */
  release(signature: string): Promise<void>;
};

export type SlackOptions = {
  api: string;
  botToken: Secret;
  in: { by: 'http'; signingSecret: Secret } | { by: 'socket'; appToken: Secret };
  teamId: string;
  clock: Clock;
  logger: Logger;
  signatures: Signatures;
  personOf: PersonOf;
  accountOf: SlackAccountOf;
  /** An account nobody is known for: how to say who one is. */
  onStranger: AnswerStranger;
  /** Slack says that an account is closed: it speaks for nobody any more, also when it is opened again. */
  onDeactivated: (user: Pick<SlackUser, 'teamId' | 'userId'>) => Promise<void>;
  /** What the chat room does with what arrived; its answer goes to the one who acted. */
  onArrived: (arrived: Arrived) => Promise<Reply>;
  /** What App Home shows this person. */
  homeOf: (actor: Person) => Promise<View>;
  onRefused: (refused: RefusedDelivery) => void;
};
