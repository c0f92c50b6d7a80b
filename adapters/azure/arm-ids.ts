/** Pieces of an ARM id, by segment name, case-insensitively: `part(id, 'domains')`. Empty when the id has no such segment. */
export function part(id: string, segment: string): string {
  const words = id.split('/');
  const at = words.findIndex((word) => word.toLowerCase() === segment.toLowerCase());
  return at < 0 ? '' : (words[at + 1] ?? '');
}

/** ARM ids compare without case: portals and SDKs write resourceGroups and provider names differently. */
export const sameId = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The SDK puts its own slash before a scope. */
export const scopeOf = (id: string): string => id.replace(/^\//, '');
