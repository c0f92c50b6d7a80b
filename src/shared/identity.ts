import type { Secret } from './secret.ts';

/** How Sendpass itself signs in to Entra. Built explicitly, never "whatever the machine offers". */
export type Identity =
  | { kind: 'managed'; clientId: string | null }
  | { kind: 'workload'; clientId: string; tokenFile: string }
  | { kind: 'certificate'; clientId: string; certificatePath: string }
  | { kind: 'secret'; clientId: string; secret: Secret };
