import type { CauseId } from '../../../src/diagnosis/causes.ts';

/** What people paste: words of mail services and clients as they stand in logs. Ids and hosts are made up. */
export type Pasted = { text: string; problem: string; cause: CauseId };

export const paste = (problem: string, cause: CauseId, ...texts: string[]): Pasted[] =>
  texts.map((text) => ({ text, problem, cause }));
