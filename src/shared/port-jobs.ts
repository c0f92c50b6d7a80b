/**
 * Work that must survive the process. Enqueued in the same transaction as the change that asks for it. A job with a `key` is
 * level-triggered: while one waits, another with the same name and key is not added; while one runs, one more may wait.
 */
export type Job =
  /** Make the world match the sender's desired state. key = sender id */
  | { name: 'converge'; key: string; data: { senderId: string } }
  /** Post or update what waits in one conversation, in its order. key = conversation id; `cardId`: as earlier versions asked for one card */
  | { name: 'show-card'; key: string; data: { conversationId: string } | { cardId: string } }
  /** Handle a typed command or lifecycle event that was acknowledged. key = delivery id */
  | { name: 'handle-message'; key: string; data: { deliveryId: string } }
  /** Send the test mail of an intent row. key = mail intent id */
  | { name: 'test-mail'; key: string; data: { mailId: string } }
  /** Remove what an interrupted step left behind (passwords by operation id). key = sender id and round; `round` counts the repeats. */
  | { name: 'sweep'; key: string; data: { senderId: string; round?: number } }
  /** Notes which proven senders are due for a look, and comes back. key = 'schedule' */
  | { name: 'watch'; key: string; data: Record<string, never> }
  /** Look at one proven sender, changing nothing outside. key = sender id */
  | { name: 'watch-sender'; key: string; data: { senderId: string } }
  /** Expire what nobody decided. Scheduled. */
  | { name: 'expire-requests'; key: string; data: Record<string, never> }
  /** What time does to requests that wait: freezes that end, escalation, the one reminder. Scheduled. */
  | { name: 'approval-clock'; key: string; data: Record<string, never> }
  /** Who is an approver now, so that a new one's time runs. Scheduled. */
  | { name: 'see-approvers'; key: string; data: Record<string, never> }
  /** Tell what changed in the policy; `policy` is the one of the instance that asked. key = its hash */
  | { name: 'announce-policy'; key: string; data: { policy: string } }
  /** Forget delivery ids, reveal tokens and so on past their time. Scheduled. */
  | { name: 'tidy'; key: string; data: Record<string, never> };

export type JobName = Job['name'];

export type Jobs = {
  /** `afterMs` delays the start. */
  enqueue(job: Job, afterMs?: number): Promise<void>;
};

/** What runs a job. Throws SendpassError only: what is thrown is stored in the job row. */
export type JobHandlers = {
  [Name in JobName]: (data: Extract<Job, { name: Name }>['data'], signal: AbortSignal) => Promise<void>;
};
