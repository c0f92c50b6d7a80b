import { settlingMs } from '../provisioning/waits.ts';
import { asSendpassError } from '../shared/errors.ts';
import { once } from '../shared/port-probe.ts';
import type { Only } from './cause.ts';
import type { CauseId } from './causes.ts';
import type { CheckId, Finding } from './diagnosis.ts';
import { lookAtDomain, lookAtMailFrom, lookAtRole, lookAtSmtpUsername } from './look-azure.ts';
import type { LookDeps } from './look-deps.ts';
import { lookAtApplication, lookAtPrincipal } from './look-entra.ts';
import { lookAtConsent, lookAtExchangeAccess, lookAtMailbox } from './look-exchange.ts';
import { lookAtLogIn, lookAtRelay } from './look-log-in.ts';
import { lookAtName, lookAtRecords } from './look-names.ts';
import { lookAtQuota } from './look-quota.ts';
import { lookAtClaims, lookAtToken } from './look-token.ts';
import { openCredential } from './open-credential.ts';
import type { Opened } from './open-credential.ts';
import { has } from './subject.ts';
import type { Subject } from './subject.ts';

type Credential = () => Promise<Opened>;
type Look = {
  /** In the order people read them. Two are one answer of the same neighbour. */
  checks: CheckId[];
  /** What the sender must have for it to be about something. */
  only?: Only;
  at: (deps: LookDeps, subject: Subject, credential: Credential) => Promise<Finding[]>;
};

/** Every look but the one at the text, which asks nobody (look-text.ts). A new one is a line here. */
const looks: readonly Look[] = [
  { checks: ['secret', 'application'], at: lookAtApplication },
  { checks: ['principal'], at: lookAtPrincipal },
  { checks: ['role'], only: 'role', at: lookAtRole },
  { checks: ['consent'], only: 'consent', at: lookAtConsent },
  { checks: ['exchange-access'], only: 'exchange-access', at: lookAtExchangeAccess },
  { checks: ['mailbox'], only: 'exchange-access', at: lookAtMailbox },
  { checks: ['smtp-username'], only: 'smtp-username', at: lookAtSmtpUsername },
  { checks: ['mail-from'], only: 'mail-from', at: lookAtMailFrom },
  { checks: ['domain'], only: 'mail-from', at: lookAtDomain },
  { checks: ['records'], at: lookAtRecords },
  { checks: ['quota'], at: lookAtQuota },
  { checks: ['name'], at: lookAtName },
  { checks: ['reach'], at: lookAtRelay },
  { checks: ['token'], at: async (_deps, _subject, credential) => lookAtToken(await credential()) },
  {
    checks: ['claims'],
    only: 'oauth',
    at: async (deps, subject, credential) => lookAtClaims(deps, subject, await credential()),
  },
  { checks: ['log-in'], at: async (deps, subject, credential) => lookAtLogIn(deps, subject, await credential()) },
];
const order = looks.flatMap((each) => each.checks);

/** Leaves room, within the ten seconds of an answer, for finding the sender and posting. */
const deadlineMs = 7_000;

/**
 * All looks at once, each with the same deadline. One that failed or was late is unknown, and says so: silence would look like health.
 * Errors of neighbours never leave this function.
 */
export async function look(deps: LookDeps, subject: Subject, checks: readonly CheckId[]): Promise<Finding[]> {
  const stop = new AbortController();
  const late = deps.clock.wait(deadlineMs, stop.signal).then(() => 'late' as const);
  const credential = once(() => openCredential(deps, subject));
  const one = async ({ checks: about, at }: Look): Promise<Finding[]> => {
    const asked = about.filter((check) => checks.includes(check));
    const unknown = (says: string): Finding[] => asked.map((check) => ({ check, state: 'unknown', says }));
    try {
      const found = await Promise.race([at(deps, subject, credential), late]);
      return found === 'late' ? unknown('no answer in time') : found.filter((each) => asked.includes(each.check));
    } catch (thrown) {
      return unknown(`could not be looked at: ${asSendpassError(thrown).advice}`);
    }
  };
  try {
    const wanted = looks.filter(
      (each) => has(subject, each.only) && each.checks.some((check) => checks.includes(check)),
    );
    const found = await Promise.all(wanted.map(one));
    const sure = found.flat().map((each) => (isSettled(deps, subject) ? each : whileSettling(each)));
    return sure.toSorted((a, b) => order.indexOf(a.check) - order.indexOf(b.check));
  } finally {
    stop.abort();
  }
}

const isSettled = ({ clock }: LookDeps, { provenAt }: Subject): boolean =>
  provenAt !== null && clock.now().getTime() - provenAt.getTime() > settlingMs;

const absent: readonly CauseId[] = [
  'app-missing',
  'principal-missing',
  'secret-removed',
  'role-missing',
  'consent-missing',
  'exo-not-registered',
  'exo-no-right',
  'smtp-username-missing',
  'mailfrom-missing',
];

/** Not shown so soon after it was made is not gone: a replica may lag. */
const whileSettling = (finding: Finding): Finding =>
  finding.state === 'bad' && finding.cause !== undefined && absent.includes(finding.cause)
    ? { check: finding.check, state: 'unknown', says: 'not seen yet; it was made only moments ago' }
    : finding;
