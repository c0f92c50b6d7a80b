import type { Context } from '../context.ts';
import { slackOf } from './state.ts';
import { POST, TIERS, type Tier } from './table.ts';

/** Counts one call; seconds to wait when it is one too many. A refused call is not counted. */
export function throttle(context: Context, method: string, tier: Tier, channel: string): number | undefined {
  const slack = slackOf(context);
  if (!slack.settings.rate || tier === 'none') return undefined;
  const now = context.world.now();
  const windows =
    tier === 'post'
      ? [
          // So many in as many seconds: a burst may come at once, and from then on one a second.
          { key: `post ${channel}`, calls: POST.burst, ms: (POST.burst / POST.perSecond) * 1000 },
          { key: 'post', calls: POST.workspacePerMinute, ms: 60_000 },
        ]
      : [{ key: method, calls: TIERS[tier], ms: 60_000 }];
  let waitMs = 0;
  for (const { key, calls, ms } of windows) {
    const recent = (slack.calls.get(key) ?? []).filter((at) => at > now - ms);
    slack.calls.set(key, recent);
    const oldest = recent[recent.length - calls];
    if (oldest !== undefined) waitMs = Math.max(waitMs, oldest + ms - now);
  }
  if (waitMs > 0) return Math.max(1, Math.ceil(waitMs / 1000));
  for (const { key } of windows) slack.calls.get(key)?.push(now);
  return undefined;
}
