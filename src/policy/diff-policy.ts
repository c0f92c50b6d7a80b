/** One rule that is not what it was; null = was not written before, or is not any more. */
export type PolicyChange = { path: string; before: string | null; after: string | null };

/** Two policies compared, rule by rule, as they are written in the file. Defaults count: what a new version adds is a change too. */
export function diffPolicy(before: unknown, after: unknown): PolicyChange[] {
  const [old, now] = [flat(before, ''), flat(after, '')];
  return [...new Set([...old.keys(), ...now.keys()])].toSorted().flatMap((path) => {
    const [a, b] = [old.get(path) ?? null, now.get(path) ?? null];
    return a === b ? [] : [{ path, before: a, after: b }];
  });
}

/** Lists of plain values stay on one line: a list of people is one rule. */
function flat(value: unknown, path: string): Map<string, string> {
  if (typeof value !== 'object' || value === null) return new Map([[path, JSON.stringify(value) ?? 'null']]);
  const isPlain = Array.isArray(value) && value.every((each) => typeof each !== 'object');
  if (isPlain) return new Map([[path, value.join(', ')]]);
  const inside = (key: string): string =>
    Array.isArray(value) ? `${path}[${key}]` : `${path}${path === '' ? '' : '.'}${key}`;
  return new Map(Object.entries(value).flatMap(([key, each]) => [...flat(each, inside(key))]));
}
