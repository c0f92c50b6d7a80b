import { settlingMs } from '../provisioning/waits.ts';
import { asSendpassError } from '../shared/errors.ts';
import { once } from '../shared/port-probe.ts';
import type { CauseId } from './causes.ts';
import type { CheckId, Finding } from './diagnosis.ts';
import { lookAtDomain, lookAtMailFrom, lookAtRole, lookAtSmtpUsername } from './look-azure.ts';
import type { LookDeps } from './look-deps.ts';
import { lookAtApplication, lookAtPrincipal } from './look-entra.ts';
import { lookAtLogIn, lookAtRelay, lookAtToken, openCredential } from './look-log-in.ts';
import type { Subject } from './subject.ts';

/** In the order people read them. */
const shownOrder: readonly CheckId[] = [
  'secret',
  'application',
  'principal',
  'role',
  'smtp-username',
  'mail-from',
  'domain',
  'reach',
  'token',
  'log-in',
];

/** Leaves room, within the ten seconds of an answer, for finding the sender and posting. */
const deadlineMs = 7_000;

/**
 * All looks at once, each with the same deadline. One that failed or was late is unknown, and says so: silence would look like health.
 * Errors of neighbours never leave this function.
 */
export async function look(deps: LookDeps, subject: Subject, checks: readonly CheckId[]): Promise<Finding[]> {
  const wanted = new Set(checks);
  const stop = new AbortController();
  const late = deps.clock.wait(deadlineMs, stop.signal).then(() => 'late' as const);
  const credential = once(() => openCredential(deps, subject));
  const one = async (about: CheckId[], work: () => Promise<Finding[]>): Promise<Finding[]> => {
    const asked = about.filter((check) => wanted.has(check));
    if (asked.length === 0) return [];
    const unknown = (says: string): Finding[] => asked.map((check) => ({ check, state: 'unknown', says }));
    try {
      const found = await Promise.race([work(), late]);
      return found === 'late' ? unknown('no answer in time') : found.filter((each) => wanted.has(each.check));
    } catch (thrown) {
      return unknown(`could not be looked at: ${asSendpassError(thrown).advice}`);
    }
  };
  try {
    const found = await Promise.all([
      one(['application', 'secret'], () => lookAtApplication(deps, subject)),
      one(['principal'], () => lookAtPrincipal(deps, subject)),
      one(['role'], () => lookAtRole(deps, subject)),
      one(['smtp-username'], () => lookAtSmtpUsername(deps, subject)),
      one(['mail-from'], () => lookAtMailFrom(deps, subject)),
      one(['domain'], () => lookAtDomain(deps, subject)),
      one(['reach'], () => lookAtRelay(deps, subject)),
      one(['token'], async () => lookAtToken(deps, await credential())),
      one(['log-in'], async () => lookAtLogIn(deps, subject, await credential())),
    ]);
    const sure = found.flat().map((each) => (isSettled(deps, subject) ? each : whileSettling(each)));
    return sure.toSorted((a, b) => shownOrder.indexOf(a.check) - shownOrder.indexOf(b.check));
  } finally {
    stop.abort();
  }
}

const isSettled = ({ clock }: LookDeps, { sender: { provenAt } }: Subject): boolean =>
  provenAt !== null && clock.now().getTime() - provenAt.getTime() > settlingMs;

const absent: readonly CauseId[] = [
  'app-missing',
  'principal-missing',
  'secret-removed',
  'role-missing',
  'smtp-username-missing',
  'mailfrom-missing',
];

/** Not shown so soon after it was made is not gone: a replica may lag. */
const whileSettling = (finding: Finding): Finding =>
  finding.state === 'bad' && finding.cause !== undefined && absent.includes(finding.cause)
    ? { check: finding.check, state: 'unknown', says: 'not seen yet; it was made only moments ago' }
    : finding;
