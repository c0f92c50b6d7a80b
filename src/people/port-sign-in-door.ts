/** What the pages in a browser show. Names are as people wrote them: the pages escape them. */
export type SignInPage =
  /** Before the directory is asked: which account, so that somebody who was sent this link sees whose it is. */
  | { page: 'begin'; forLink: boolean; accountName: string; accountEmail: string | null }
  /** Both names; `proof` stands in its form. */
  | {
      page: 'confirm';
      accountName: string;
      accountEmail: string | null;
      personName: string;
      personEmail: string | null;
      proof: string;
    }
  | { page: 'done'; title: string; text: string }
  | { page: 'refused'; title: string; text: string };

/** The use cases behind the sign-in pages. `browser` is the value of a cookie that only this browser has. */
export type SignInDoor = {
  look(ticket: string): Promise<SignInPage>;
  begin(ticket: string): Promise<{ goTo: string; browser: string } | SignInPage>;
  returned(answer: { browser: string; state: string; code: string | null }): Promise<SignInPage>;
  answer(answer: { browser: string; proof: string; yes: boolean }): Promise<SignInPage>;
};
