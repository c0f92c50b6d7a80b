/** A Reveal button's token, stored hashed and used once. */
export type RevealToken = { hash: string; senderId: string; personId: string; createdAt: Date; usedAt: Date | null };

export type Reveals = {
  save(token: RevealToken): Promise<void>;
  /** Marks it used and returns it, or undefined when unknown or used before: of two clicks one gets it. */
  use(hash: string, at: Date): Promise<RevealToken | undefined>;
  /** Drops those made before `at`, used or not. */
  forgetBefore(at: Date): Promise<void>;
};
