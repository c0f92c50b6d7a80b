import type { Relay } from '../relays/relay.ts';
import type { Proof } from './proofs/proof.ts';
import { proveByPassword } from './proofs/prove-by-password.ts';
import { proveByToken } from './proofs/prove-by-token.ts';

/** How a log-in is proven, by how the relay's clients log in. */
export const proofs: Record<Relay['login'], Proof> = { password: proveByPassword, oauth: proveByToken };
