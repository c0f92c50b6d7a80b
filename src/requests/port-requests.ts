import type { MailRequest, RequestState } from './request.ts';

export type Requests = {
  get(id: string): Promise<MailRequest | undefined>;
  /** As `get`, and nobody else changes it until the transaction ends: of two approvals at once the second sees the first. */
  lock(id: string): Promise<MailRequest | undefined>;
  insert(request: MailRequest): Promise<void>;
  /**
   * Replaces the row only if it still has `seenVersion` and state `pending`; false when it has not. The one gate for edit, withdraw,
   * decide and expire: of a hundred clicks at the same time one gets true.
   */
  replacePending(request: MailRequest, seenVersion: number): Promise<boolean>;
  /** At most one request of a sender waits: a second one is refused as conflict `request-open`. */
  pendingFor(senderId: string): Promise<MailRequest | undefined>;
  /** The move of this sender that was asked for last, whatever became of it. */
  latestMove(senderId: string): Promise<MailRequest | undefined>;
  listByState(state: RequestState, limit: number): Promise<MailRequest[]>;
  /**
   * How many of this person's requests wait for a decision at `now`. Until the transaction ends nobody else's count of them begins, so that of
   * two forms sent at once the second sees the first.
   */
  countOpen(personId: string, now: Date): Promise<number>;
  /** Past their time and not decided; one that was agreed and waits for the end of a freeze does not expire. */
  listExpired(now: Date): Promise<MailRequest[]>;
};
