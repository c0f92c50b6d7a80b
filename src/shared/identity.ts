import type { Secret } from './secret.ts';

/**
 * How Sendpass itself signs in to Entra. Built explicitly, never "whatever the machine offers". A managed identity is a user-assigned
 * one: its client id must be known beforehand, because an application is ours only if this id created it.
 */
export type Identity =
  | { kind: 'managed'; clientId: string }
  | { kind: 'workload'; clientId: string; tokenFile: string }
  | { kind: 'certificate'; clientId: string; certificatePath: string }
  | { kind: 'secret'; clientId: string; secret: Secret };
