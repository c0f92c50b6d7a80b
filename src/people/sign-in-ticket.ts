import type { SlackUser } from './slack-user.ts';

/** What a person signs in for. `matter`: what is stepped up for, such as `approve:<request>:<version>`. */
export type SignInPurpose = { for: 'link'; user: SlackUser } | { for: 'step-up'; personId: string; matter: string };

/**
 * One sign-in in a browser, from the link in the chat to its end. Neither the link's token nor the browser's cookie is stored, only their
 * hashes; state, nonce and PKCE verifier are computed from the cookie, so that nothing here lets anybody finish it.
 */
export type SignInTicket = {
  tokenHash: string;
  purpose: SignInPurpose;
  createdAt: Date;
  browserHash: string | null;
  /** `started`: the browser was sent to the directory. `returned`: it came back. `signed-in`: waits for the yes. */
  state: 'new' | 'started' | 'returned' | 'signed-in' | 'done' | 'refused';
  /** Who signed in. */
  personId: string | null;
  changedAt: Date;
};

export type SignInTickets = {
  byToken(hash: string): Promise<SignInTicket | undefined>;
  byBrowser(hash: string): Promise<SignInTicket | undefined>;
  save(ticket: SignInTicket): Promise<void>;
  /** The newest that was finished for this purpose, if any. */
  lastDone(personId: string, matter: string): Promise<SignInTicket | undefined>;
  forgetBefore(at: Date): Promise<void>;
};
