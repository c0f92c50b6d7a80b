import { activitySchema } from './activity.ts';
import type { TeamsActivity } from './activity.ts';

export type DoorRules = { tenantId: string; serviceUrls: string[] };
export type Admitted = { ok: true; activity: TeamsActivity } | { ok: false; status: 400 | 401 | 403; why: string };

/**
 * May this body come in under this token? The token says "the Bot Framework sent something to this bot from <serviceUrl>"; channel, tenant
 * and connector are checked here (facts/chat.md §1.3): Web Chat lets callers choose who they are, and a reply to a foreign
 * serviceUrl would hand over the bot's token.
 */
export function admit(body: unknown, tokenServiceUrl: string, rules: DoorRules): Admitted {
  const fields = typeof body === 'object' && body !== null ? body : {};
  if (!('serviceUrl' in fields) || fields.serviceUrl !== tokenServiceUrl)
    return { ok: false, status: 401, why: 'the token is for another service URL' };
  if (!isAllowedServiceUrl(tokenServiceUrl, rules.serviceUrls))
    return { ok: false, status: 401, why: 'unknown service URL' };
  if (!('channelId' in fields) || fields.channelId !== 'msteams')
    return { ok: false, status: 403, why: 'only Teams may talk to this bot' };
  const parsed = activitySchema.safeParse(body);
  if (!parsed.success) return { ok: false, status: 400, why: 'not an activity' };
  const activity = parsed.data;
  const tenants = [activity.channelData?.tenant?.id, activity.conversation.tenantId].filter((id) => id !== undefined);
  const ours = tenants.length > 0 && tenants.every((id) => id.toLowerCase() === rules.tenantId.toLowerCase());
  if (!ours) return { ok: false, status: 403, why: 'another tenant' };
  return { ok: true, activity };
}

/** True when `url` lies under one of the allowed base addresses; a host of `*.x.y` stands for any sub-domain of x.y. */
export function isAllowedServiceUrl(url: string, allowed: string[]): boolean {
  if (!URL.canParse(url)) return false;
  const asked = new URL(url);
  if (asked.username !== '' || asked.password !== '') return false;
  return allowed.some((pattern) => {
    const wild = pattern.includes('://*.');
    const base = new URL(pattern.replace('://*.', '://'));
    const hostFits = wild ? asked.host.endsWith(`.${base.host}`) : asked.host === base.host;
    const path = base.pathname.replace(/\/?$/, '/');
    return hostFits && asked.protocol === base.protocol && `${asked.pathname}/`.startsWith(path);
  });
}
