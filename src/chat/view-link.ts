import type { LinkWhy } from '../people/account-link.ts';

/** What links an account of another platform to its person. */
export type LinkViews =
  /** To the person an account of another platform speaks for, or asks to: asked, linked, suspended, over. */
  | {
      view: 'link';
      account: string;
      accountName: string;
      accountEmail: string | null;
      personName: string;
      state: 'asked' | 'linked' | 'suspended' | 'ended';
      why: LinkWhy | null;
      since: Date;
    }
  /** To an account nobody is known for: how to say who one is. */
  | { view: 'link-needed'; say: string; byEntra: boolean; byTeams: boolean }
  /** The way to the sign-in page, for whoever asked and for ten minutes. */
  | { view: 'link-open'; url: string; accountName: string };
