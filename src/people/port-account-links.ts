import type { AccountLink } from './account-link.ts';

/** One row per account; a person may have accounts in several workspaces over time, and one that is linked now. */
export type AccountLinks = {
  get(account: string): Promise<AccountLink | undefined>;
  /** Of one person, the newest first. */
  ofPerson(personId: string): Promise<AccountLink[]>;
  save(link: AccountLink): Promise<void>;
};
