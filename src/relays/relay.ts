import type { Desired, RelayId, ResourceKind, StepKind } from '../senders/sender.ts';

/**
 * A mail service as data. Adding one = its resource kinds (src/provisioning/kinds), its edges here, a form section, how to compose
 * what the owner pastes, a proof, limits.
 */
export type Relay = {
  id: RelayId;
  title: string;
  /** When the vendor ends it, and what people are told about it. */
  ends: { on: Date; notice: string } | null;
  limits: {
    perMinute: number;
    perHour: number;
    recipientsPerMail: number;
    bytesPerMail: number;
    connections: number;
  };
  /** Which steps each step waits for. A step that is not wanted counts as done. */
  edges: Record<StepKind, readonly StepKind[]>;
  /** The wanted steps, in the order people read them. */
  steps(desired: Desired): StepKind[];
  /** The order of removal: what could still send goes first, what others hang on goes last. */
  removal: readonly ResourceKind[];
};
