import type { Secret } from '../shared/secret.ts';

/** What the owner pastes. Never stored; built at the moment of the reveal. */
export type ComposedCredentials = {
  host: string;
  port: number;
  tls: 'STARTTLS, 1.2+';
  /** The form the chosen client can hold: short when there is one, else pipes. */
  username: string;
  /** All forms: pipe, dot, and short when it exists. */
  usernames: { pipe: string; dot: string; short: string | null };
  password: Secret;
  from: string;
  endsAt: Date;
};
