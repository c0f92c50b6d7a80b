import type { Directory, DirectoryEntry } from '../people/port-directory.ts';
import type { DomainFacts } from '../provisioning/port-azure.ts';
import { isFresh } from '../shared/clock.ts';
import { asSendpassError } from '../shared/errors.ts';
import { latin } from './fold.ts';
import type { RequestForm } from './form.ts';
import { recentDomains } from './observe-domains.ts';
import type { ObserveDeps } from './observe-domains.ts';

/** `known: false` = Sendpass may not look there; `why` is said to people. A neighbour that is merely slow or busy throws instead. */
export type Looked<T> = { known: true; value: T } | { known: false; why: string };

/** What the world outside says about a form, gathered before the transaction that decides on it. */
export type FormFacts = {
  domains: Looked<DomainFacts[]>;
  addressOwner: Looked<DirectoryEntry | null>;
  /** Whose the further mailboxes are, by address. */
  mailboxes: ReadonlyMap<string, Looked<DirectoryEntry | null>>;
  /** Entries whose names begin alike. `all` is false when there were more than the directory lists at once. */
  namesLike: Looked<{ entries: DirectoryEntry[]; all: boolean }>;
  /** The tenant's own limit, null when it has none. */
  tenantLifetime: Looked<string | null>;
};

export type GatherDeps = ObserveDeps & {
  directory: Pick<Directory, 'findByAddress' | 'findByDisplayName' | 'maxSecretLifetime'>;
};

const directoryLists = 25;
const rememberMs = 60_000;

/**
 * All looks at the same time; the caller gives the whole a deadline. When one is late the form comes back, and what arrives meanwhile is
 * kept for a minute, so that sending it once more finds it.
 */
export async function gatherFacts(deps: GatherDeps, form: RequestForm): Promise<FormFacts> {
  const { directory } = deps;
  const [domains, addressOwner, namesLike, tenantLifetime, mailboxes] = await Promise.all([
    look(() => recentDomains(deps)),
    ownerOf(deps, addressOf(form)),
    look(() => kept(deps, `name ${form.displayName}`, () => namesLikeThis(directory, form.displayName))),
    look(() => kept(deps, 'lifetime', () => directory.maxSecretLifetime())),
    Promise.all(form.mailboxes.map(async (each) => [each, await ownerOf(deps, each)] as const)),
  ]);
  return {
    domains,
    addressOwner,
    mailboxes: new Map(mailboxes),
    namesLike,
    tenantLifetime: !tenantLifetime.known
      ? tenantLifetime
      : tenantLifetime.value === undefined
        ? {
            known: false,
            why: 'Sendpass may not read the app management policy (Policy.Read.ApplicationConfiguration).',
          }
        : { known: true, value: tenantLifetime.value },
  };
}

async function ownerOf(deps: GatherDeps, address: string): Promise<Looked<DirectoryEntry | null>> {
  const found = await look(() => kept(deps, `address ${address}`, () => deps.directory.findByAddress(address)));
  return found.known ? { known: true, value: found.value ?? null } : found;
}

const warmMs = 5 * 60_000;

/**
 * Looks at what does not depend on the form while somebody fills it in, so that the check of the fields finds it: domains take several
 * calls, and the first one after a start a token and an SDK as well. Nobody waits for it, and it never throws.
 */
export async function warmFacts(deps: GatherDeps): Promise<void> {
  await Promise.allSettled([
    recentDomains(deps, warmMs),
    kept(deps, 'lifetime', () => deps.directory.maxSecretLifetime()),
  ]);
}

export const addressOf = (form: Pick<RequestForm, 'localPart' | 'domain'>): string =>
  `${form.localPart}@${form.domain}`;

/** Not permitted is an answer that people are told; anything else may be better in a moment. */
async function look<T>(work: () => Promise<T>): Promise<Looked<T>> {
  try {
    return { known: true, value: await work() };
  } catch (thrown) {
    const error = asSendpassError(thrown);
    if (error.kind === 'denied' || error.kind === 'needs-person') return { known: false, why: error.advice };
    throw error;
  }
}

/** A directory finds names by their beginning only: the name as written, in Latin letters, and its first word for other spacing. */
async function namesLikeThis(
  directory: Pick<Directory, 'findByDisplayName'>,
  name: string,
): Promise<{ entries: DirectoryEntry[]; all: boolean }> {
  const words = latin(name);
  const first = words.split(' ')[0] ?? words;
  const beginnings = [...new Set([name, words, first].map((each) => each.toLowerCase()))].filter(
    (each) => each.length > 1,
  );
  const found = await Promise.all(beginnings.map((each) => directory.findByDisplayName(each)));
  const entries = new Map(found.flat().map((entry) => [entry.objectId, entry]));
  return { entries: [...entries.values()], all: found.every((each) => each.length < directoryLists) };
}

type Kept = Map<string, { at: number; answer: Promise<unknown> }>;
const keptBy = new WeakMap<object, Kept>();

/** One look for the same question within a minute, the running one included. A failed look is not kept. */
function kept<T>(deps: GatherDeps, question: string, work: () => Promise<T>): Promise<T> {
  const all = keptBy.get(deps.directory) ?? new Map<string, { at: number; answer: Promise<unknown> }>();
  keptBy.set(deps.directory, all);
  const now = deps.clock.now().getTime();
  for (const [key, { at }] of all) if (!isFresh(at, now, rememberMs)) all.delete(key);
  const found = all.get(question);
  // Kept under this question by this function only, so it is what `work` gives.
  if (found) return found.answer as Promise<T>;
  const answer = work();
  all.set(question, { at: now, answer });
  answer.catch(() => all.delete(question));
  return answer;
}
