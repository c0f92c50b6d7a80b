/** What one check says of one route, as it looks now. `unknown` = it could not be made, which is shown and never counts as health. */
export type Look =
  | { check: string; result: 'ok' }
  | { check: string; result: 'finding' | 'unknown'; code: string; says: string };

/** The last look of one check at one route. One row each; a new look replaces it. */
export type WatchResult = {
  routeId: string;
  senderId: string;
  /** Stable name of what was looked at, e.g. `consent`. */
  check: string;
  result: Look['result'];
  code: string | null;
  /** A sentence for people; null when all is well. */
  says: string | null;
  /** Since when it is so: not the time of the last look. */
  since: Date;
  checkedAt: Date;
  /** How long the looks at this route took together: what costs much is done more rarely. */
  tookMs: number;
  /** The last finding that is over, and when it was seen to be. */
  cleared: { says: string; at: string } | null;
};

/** Does the card say something else now? The time of a look alone is no news. */
export const isNews = (before: WatchResult | undefined, after: WatchResult): boolean =>
  before?.result !== after.result || before.code !== after.code || before.says !== after.says;

export function nextResult(
  before: WatchResult | undefined,
  look: Look,
  about: Pick<WatchResult, 'routeId' | 'senderId' | 'tookMs'> & { now: Date },
): WatchResult {
  const { now, ...of } = about;
  const { code, says } = look.result === 'ok' ? { code: null, says: null } : look;
  const same = before?.result === look.result && before.code === code;
  const isOver = before?.result === 'finding' && look.result === 'ok';
  return {
    ...of,
    check: look.check,
    result: look.result,
    code,
    says,
    since: same ? before.since : now,
    checkedAt: now,
    cleared: isOver ? { says: before.says ?? '', at: now.toISOString() } : (before?.cleared ?? null),
  };
}
