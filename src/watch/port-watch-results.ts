import type { WatchResult } from './watch-result.ts';

export type WatchResults = {
  /** Of all routes of a sender, by check. */
  of(senderId: string): Promise<WatchResult[]>;
  /** Insert or replace by (routeId, check). */
  save(result: WatchResult): Promise<void>;
  /** When each sender was looked at last, and how long that took. */
  lastLooks(): Promise<{ senderId: string; checkedAt: Date; tookMs: number }[]>;
};
