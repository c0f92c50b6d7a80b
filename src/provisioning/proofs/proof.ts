import type { Secret } from '../../shared/secret.ts';
import type { Run } from '../run.ts';

export type ProofInput = {
  appId: string;
  /** What the client logs in as. */
  name: string;
  /** Read back from the vault: that is the one the owner will get. */
  secret: Secret;
};

/** Logs in as the sender's own client would, until it works. Returns what was seen, for the card. Throws what a person must settle. */
export type Proof = (run: Run, input: ProofInput) => Promise<Record<string, string>>;
