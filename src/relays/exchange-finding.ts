import { sameAddress } from '../shared/exchange-scope.ts';

/** One way in which Exchange is not as wished, in words for people. `dangerous`: it may send as somebody else, or more than send. */
export type Finding = { code: FindingCode; says: string; fix: string; dangerous: boolean };

/** Most important first: this is the order of the list. */
export const importance = [
  'another-application',
  'scope-too-wide',
  'outside-in-scope',
  'outside-has-rights',
  'other-role',
  'wrong-object-id',
  'not-registered',
  'scope-missing',
  'scope-too-narrow',
  'role-missing',
  'not-in-scope',
  'scope-by-other-rule',
  'full-access-missing',
  'send-as-missing',
  'smtp-auth-off-mailbox',
  'smtp-auth-off-tenant',
  'mailbox-not-seen',
] as const;
export type FindingCode = (typeof importance)[number];

// What the sentences are made of.

export const again = 'Run the script once more; it makes what is missing.';

export const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
export const has = (all: string[], one: string): boolean => all.some((each) => sameAddress(each, one));
/** Spaces do not count: a console that wraps a line eats those at its edge. */
export const squeezed = (text: string): string => text.replace(/\s+/g, '').toLowerCase();
export const listed = (all: string[]): string =>
  all.length <= 3 ? all.join(', ') : `${all.slice(0, 3).join(', ')} and ${all.length - 3} more`;

/** Exchange may hand an address back in other case than it was asked for. */
export function valueOf<Value>(record: Record<string, Value>, mailbox: string): Value | undefined {
  return Object.entries(record).find(([key]) => sameAddress(key, mailbox))?.[1];
}
