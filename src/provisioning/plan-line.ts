/** One difference between desired and observed state, in words a person can read. */
export type PlanLine = { change: 'make' | 'keep' | 'remove'; what: string; note?: string };
