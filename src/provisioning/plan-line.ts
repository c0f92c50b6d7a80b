import type { ResourceKind } from '../senders/sender.ts';

/** One difference between desired and observed state, in words a person can read. `kind` lets two plans be compared. */
export type PlanLine = { change: 'make' | 'keep' | 'remove'; what: string; note?: string; kind?: ResourceKind };
