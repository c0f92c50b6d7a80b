import type { MailRequest, RequestState } from './request.ts';

export type Requests = {
  get(id: string): Promise<MailRequest | undefined>;
  insert(request: MailRequest): Promise<void>;
  /**
   * Replaces the row only if it still has `seenVersion` and state `pending`; false when it has not. The one gate for edit, withdraw,
   * decide and expire: of a hundred clicks at the same time one gets true.
   */
  replacePending(request: MailRequest, seenVersion: number): Promise<boolean>;
  listByState(state: RequestState, limit: number): Promise<MailRequest[]>;
  listExpired(now: Date): Promise<MailRequest[]>;
};
