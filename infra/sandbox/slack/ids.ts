import { createHash, randomBytes } from 'node:crypto';

/** Ids depend on the app and the name only, so that references a bot stored still fit after a restart of the sandbox. */
export function stableId(letter: string, appId: string, label: string): string {
  return `${letter}${createHash('sha256').update(`${appId}|${label}`).digest('hex').slice(0, 10).toUpperCase()}`;
}

export const freshId = (letter: string): string => `${letter}${randomBytes(5).toString('hex').toUpperCase()}`;

/** What Slack makes up where a block or an element has no id of its own. */
export const shortId = (): string => randomBytes(3).toString('base64url');
