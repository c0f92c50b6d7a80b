/** One thing the doctor looked at, as `npm run doctor -- --json` prints it. `fix` is empty where nothing has to be done. */
export type Check = { id: string; kind: CheckKind; status: CheckStatus; why: string; fix: string };

/** A neighbour answers, a permission is held, a setting is right. */
export type CheckKind = 'config' | 'neighbour' | 'permission' | 'setting';

/** `unknown` is never good news: the check could not be made, and `why` says what stood in its way. */
export type CheckStatus = 'ok' | 'missing' | 'unknown';

export type Finding = { status: CheckStatus; why: string; fix?: string };

/**
 * A question the doctor asks one neighbour. It changes nothing over there. The part of `id` before the colon is the group it is shown in;
 * a permission's id is `graph:NAME`, `arm:ACTION` or `vault:RIGHT`, so that whoever reads it can search the vendor's documentation for it.
 */
export type Probe = { id: string; kind: Exclude<CheckKind, 'config'>; run: () => Promise<Finding> };

/** Several probes read the same answer; it is asked for once. */
export function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}
