/** Approvers that were seen, and since when: somebody who became one a moment ago decides nothing yet. */
export type KnownApprovers = {
  get(personId: string): Promise<{ id: string; since: Date } | undefined>;
  /** Changes nothing for one who is known. */
  add(approver: { id: string; since: Date }): Promise<void>;
  list(): Promise<{ id: string; since: Date }[]>;
  forget(personId: string): Promise<void>;
};
