/** A mail is not repeatable: one intent row each, and a repeat carries the same Message-ID. */
export type MailIntent = {
  id: string;
  senderId: string;
  /** The route it goes by; null = the main one, at the time it is sent. */
  routeId: string | null;
  /** Person id of the reader. */
  to: string;
  toAddress: string;
  messageId: string;
  state: 'intended' | 'sent' | 'failed';
  reason: string | null;
  askedBy: string;
  createdAt: Date;
  sentAt: Date | null;
};

export type MailIntents = {
  get(id: string): Promise<MailIntent | undefined>;
  save(intent: MailIntent): Promise<void>;
  /** Sendpass's own mails since `from`, for the tenth of the quota it may use and the asker's rate limit. */
  countSince(from: Date, senderId?: string): Promise<number>;
  latest(senderId: string): Promise<MailIntent | undefined>;
};
