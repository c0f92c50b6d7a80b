import { acsNameOf, acsUsernames } from '../relays/acs.ts';
import type { Sender, Step } from '../senders/sender.ts';
import { applyEvent } from '../senders/transitions.ts';
import { asSendpassError, SendpassError } from '../shared/errors.ts';
import type { ConvergeRepos } from './converge-deps.ts';
import { persist } from './persist.ts';
import { credentialOf, factOf, interrupted, sinceMs, stepOf } from './run.ts';
import type { Run } from './run.ts';
import { intendTestMail } from './test-mail-intent.ts';
import { needsPerson, roleSettlingMs, settlingMs } from './waits.ts';
import { watchToken } from './watch-token.ts';
import { finish, intend, keepCredential, untilNotStale } from './write-step.ts';

/** Log-ins at most one a second per sender: a proof must not look like an attack, nor use up the relay's limits. */
const pace = { pace: 1_000 };

/**
 * The proof: log in to the real host as the sender's own client would, with the value read back from the vault – that is the one the
 * owner will get. Beside it the token endpoint is asked, whose answers say why a log-in does not work yet.
 */
export async function proveLogIn(run: Run): Promise<void> {
  const { vault, mailRelay } = run.deps;
  const credential = credentialOf(run);
  if (!credential?.vaultVersion)
    throw new SendpassError({ code: 'credential-missing', kind: 'bug', advice: 'There is no stored secret to prove.' });
  const { vaultName, vaultVersion } = credential;
  const appId = factOf(run, 'application', 'appId');
  const username = usernameOf(run.sender, appId, run.deps.tenantId);
  await intend(run, 'log-in', { name: username, facts: {} });
  const password = await persist(run, 'log-in', () => vault.get(vaultName, vaultVersion));
  const login = { relay: run.route.relay, username, password };
  const over = new AbortController();
  const token = watchToken(run, { appId, secret: password }, AbortSignal.any([over.signal, run.signal]));
  const logIn = (): Promise<void> =>
    mailRelay.logIn(login, { again: true }).catch((thrown: unknown) => {
      throw saidBetter(run, asSendpassError(thrown), token.says());
    });
  try {
    await persist(run, 'log-in', logIn, pace);
  } finally {
    over.abort();
  }
  await untilNotStale(() => finish(run, 'log-in', { externalId: null, facts: {} }, (repos) => recordProof(run, repos)));
}

/** The form the client is given: short when one was made, else `acs|app|tenant`. */
export function usernameOf(sender: Sender, appId: string, tenantId: string): string {
  const { acsResourceId, smtpUsername } = sender.desired;
  const usernames = acsUsernames({ acsResourceId, appId, tenantId, smtpUsername });
  return usernames.short ?? usernames.pipe;
}

async function recordProof(run: Run, repos: ConvergeRepos): Promise<void> {
  const now = run.deps.clock.now();
  const sender = (await repos.senders.get(run.sender.id)) ?? run.sender;
  const resumed = applyEvent(sender, { type: 'task-done' });
  const proven = applyEvent(resumed.ok ? resumed.sender : sender, { type: 'proven', at: now });
  // Cancelled in the last moment: the removal is what is wanted now.
  if (!proven.ok) throw interrupted();
  run.sender = await repos.senders.update(proven.sender);
  run.route = { ...run.route, state: 'proven' };
  await repos.senders.saveRoute(run.route);
  const credential = credentialOf(run);
  if (credential) {
    keepCredential(run, { ...credential, state: 'current' });
    await repos.senders.saveCredential({ ...credential, state: 'current' });
  }
  await repos.audit.append({
    type: 'sender-proven',
    actor: 'sendpass',
    subject: `sender:${sender.id}`,
    data: { requestId: sender.requestId, credentialNo: credential?.no ?? null },
  });
  await startTestMail(run, repos, now);
}

async function startTestMail(run: Run, repos: ConvergeRepos, now: Date): Promise<void> {
  const asker = await repos.people.get(run.sender.owners[0] ?? '');
  const intent = asker
    ? await intendTestMail(repos, { sender: run.sender, to: asker, askedBy: 'sendpass', now })
    : undefined;
  const before = stepOf(run, 'test-mail');
  const step: Step = intent
    ? { ...before, name: intent.messageId, state: 'intended', intendedAt: now, externalId: intent.id }
    : {
        ...before,
        state: 'waiting',
        reason: 'No mail address of the owner is known. Another owner can press "Send test mail".',
        reasonCode: 'no-address',
      };
  await repos.senders.saveStep(step);
  run.steps.set('test-mail', step);
}

/** A refused log-in, with the sentence that fits: what the token endpoint says, else how fresh the role is. */
function saidBetter(run: Run, error: SendpassError, token: SendpassError | undefined): SendpassError {
  if (error.code !== 'smtp-auth-refused') return error;
  if (token !== undefined && needsPerson(token)) return token;
  // A token endpoint that is busy says nothing about the secret.
  const cause = token?.kind === 'not-yet' ? token : error;
  const advice = cause === error ? roleAdvice(run) : tokenAdvice(run, cause);
  const { code, kind, vendor } = cause;
  return new SendpassError({ code, kind, advice, ...(vendor ? { vendor } : {}), cause: error });
}

const tokenAdvice = (run: Run, token: SendpassError): string =>
  sinceMs(run, stepOf(run, 'secret').doneAt) < settlingMs
    ? token.advice
    : `${token.advice} It takes longer than usual: check in Entra that the application has the secret and is not disabled.`;

function roleAdvice(run: Run): string {
  if (sinceMs(run, stepOf(run, 'role').doneAt) < roleSettlingMs)
    return 'The role takes up to 10 minutes to reach the mail service; usually it is much faster.';
  const { acsResourceId, domain } = run.sender.desired;
  const acs = acsNameOf(acsResourceId);
  return `The mail service still refuses the log-in (535). Check that ${domain} is linked to ${acs} and that the role assignment on ${acs} exists. Sendpass keeps trying.`;
}
