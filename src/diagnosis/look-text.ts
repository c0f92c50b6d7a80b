import type { Desired } from '../senders/sender.ts';
import { causeOf } from './causes.ts';
import type { CauseId } from './causes.ts';
import type { Clues } from './clues.ts';
import type { Finding, Problem } from './diagnosis.ts';
import { has } from './subject.ts';
import type { Subject } from './subject.ts';

type Endpoint = { host: string; port: number };

/** What a text can be held against; without a sender there are only the servers any sender could use. */
export type Against = { subject: Subject | null; own: Endpoint | null; all: Endpoint[] };

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const bad = (cause: CauseId, says: string): Finding => ({ check: 'text', state: 'bad', says, cause });

/**
 * What the text itself gives away: another server, another port, another From, another application than the sender's. Says nothing where it
 * shows nothing wrong – a text that does not name the server proves nothing.
 */
export function lookAtText(clues: Clues, problem: Problem, against: Against): Finding[] {
  const about = (...causes: CauseId[]): boolean =>
    problem.causes.length === 0 || causes.some((each) => problem.causes.includes(each));
  const isWay = problem.from === 'connection';
  return [
    ...(isWay || problem.from === 'relay' ? otherHost(clues, against) : []),
    ...(isWay ? otherPort(clues, against) : []),
    ...(about('client-from', 'exo-send-as') ? otherAddress(clues, problem, against) : []),
    ...(about('client-ids') ? otherApplication(clues, against) : []),
  ];
}

function otherHost({ hosts }: Clues, { own, all }: Against): Finding[] {
  const is = (endpoint: Endpoint | null, host: string): boolean => endpoint !== null && same(endpoint.host, host);
  const [host] = hosts;
  if (host === undefined || hosts.some((each) => is(own, each))) return [];
  const known = all.some((each) => is(each, host));
  if (own === null) return known ? [] : [bad('client-host', `it names ${host}, which is no server of a sender`)];
  return [bad(known ? 'client-other-server' : 'client-host', `it names ${host}, not ${own.host}`)];
}

function otherPort({ ports }: Clues, { own, all }: Against): Finding[] {
  const [port] = ports;
  const right = own === null ? all : [own];
  if (port === undefined || right.some((each) => each.port === port)) return [];
  return [bad('client-port', `it names port ${port}`)];
}

const wrongFrom = ['client-from', 'exo-send-as'] as const;

/** Only one of the sender's domain: others are recipients. */
function otherAddress({ addresses }: Clues, problem: Problem, { subject }: Against): Finding[] {
  if (subject === null) return [];
  const may = addressesOf(subject.desired);
  const domain = `@${subject.desired.domain.toLowerCase()}`;
  const other = addresses.find((each) => each.endsWith(domain) && !may.some((one) => same(one, each)));
  if (other === undefined) return [];
  const cause = wrongFrom.find((each) => has(subject, causeOf(each).only));
  if (cause === undefined || (problem.causes.length > 0 && !problem.causes.includes(cause))) return [];
  return [bad(cause, `it names ${other}; this sender may send as ${may.join(', ')}`)];
}

function otherApplication({ refusedAppIds }: Clues, { subject }: Against): Finding[] {
  const appId = subject?.appId;
  const [named] = refusedAppIds;
  if (appId === undefined || named === undefined || refusedAppIds.some((each) => same(each, appId))) return [];
  return [bad('client-ids', `it names application ${named}; this sender’s is ${appId}`)];
}

/** Every address it may send as. */
const addressesOf = (desired: Desired): string[] =>
  'mailboxes' in desired ? desired.mailboxes : [`${desired.localPart}@${desired.domain}`];
