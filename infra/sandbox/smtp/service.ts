// What an SMTP end decides for itself; STARTTLS, faults, log and inbox are the same for all (plumbing.ts).
import type { Mail, World } from '../world.ts';
import type { Reply } from './replies.ts';
import type { BeforeTls } from './wording.ts';

export type LogIn = {
  method: string;
  username: string;
  password: string;
  /** XOAUTH2. */
  accessToken: string;
  /** What the replicas knew when the command arrived. */
  at: number;
  /** Connections that are logged in already. */
  others: number;
};

/** Addresses of all From headers, of the envelope, and of the recipients. */
export type Submitted = { from: string[]; envelopeFrom: string; to: string[] };

export type SmtpService<Who> = {
  neighbour: 'smtp' | 'exchange-smtp';
  banner: string;
  /** The answers to AUTH and MAIL outside TLS. */
  beforeTls: BeforeTls;
  maxBytes: number;
  maxRecipients: number;
  logIn: (world: World, wish: LogIn) => Promise<{ who: Who } | { reply: Reply }>;
  /** At MAIL; undefined: go on. */
  checkSender: (world: World, who: Who, address: string) => Reply | undefined;
  /** At the end of DATA, when size and number of recipients are within the limits. */
  checkMessage: (world: World, who: Who, message: Submitted) => Reply | undefined;
  /** Whose log-in it was: for the log and the inbox. */
  name: (who: Who) => Pick<Mail, 'appId' | 'mailbox'>;
};
