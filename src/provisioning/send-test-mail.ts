import type { Credential, Desired, Route, Sender, Step } from '../senders/sender.ts';
import type { Clock } from '../shared/clock.ts';
import { asSendpassError } from '../shared/errors.ts';
import type { SendpassError } from '../shared/errors.ts';
import type { ConvergeDeps, ConvergeRepos } from './converge-deps.ts';
import { refused } from './outcome.ts';
import { mayGoAt } from './own-mail-quota.ts';
import type { MailIntent } from './port-mail-intents.ts';
import { loginFor } from './proofs/login-for.ts';
import { intendTestMail } from './test-mail-intent.ts';
import { needsPerson } from './waits.ts';

/** A person asks for a test mail to their own address. One a minute and sender. That they may was checked before. */
export async function askTestMail(
  repos: Pick<ConvergeRepos, 'senders' | 'people' | 'mailIntents' | 'jobs'>,
  input: { senderId: string; askedBy: string },
  deps: { clock: Clock },
): Promise<{ ok: true; toAddress: string } | { ok: false; refused: string }> {
  const sender = await repos.senders.get(input.senderId);
  if (sender?.state !== 'ready') return refused('A test mail can be sent once the sender is proven and ready.');
  const to = await repos.people.get(input.askedBy);
  if (to?.email == null) return refused('Your directory entry has no mail address to send it to.');
  const now = deps.clock.now();
  const latest = await repos.mailIntents.latest(sender.id);
  if (latest?.state === 'intended') return refused('One is on its way already; the card says what it waits for.');
  // The mail that followed the proof was not asked for, so it does not use up the asker's minute.
  const fresh = latest && latest.askedBy !== 'sendpass' && now.getTime() - latest.createdAt.getTime() < 60_000;
  if (fresh) return refused('One was sent less than a minute ago. Please wait a moment.');
  const intent = await intendTestMail(repos, { sender, to, askedBy: input.askedBy, now });
  return intent ? { ok: true, toAddress: intent.toAddress } : refused('Your directory entry has no mail address.');
}

/** Job handler: sends the mail of an intent row. It may wait hours for its share of the quota and never blocks anything else. */
export async function sendTestMail(deps: ConvergeDeps, data: { mailId: string }): Promise<void> {
  const ready = await deps.transact((repos) => prepare(deps, repos, data.mailId));
  if (ready === undefined) return;
  const { intent, sender, desired, appId, credential } = ready;
  try {
    const password = await deps.vault.get(credential.vaultName, credential.vaultVersion ?? '');
    const login = await loginFor(deps, { desired, appId, secret: password });
    await deps.mailRelay.send(login, letter(desired, sender, intent, deps.clock.now()));
  } catch (thrown) {
    await deps.transact((repos) => later(deps, repos, intent, asSendpassError(thrown)));
    return;
  }
  await deps.transact((repos) => sent(deps, repos, intent));
}

type Ready = { intent: MailIntent; sender: Sender; desired: Desired; appId: string; credential: Credential };

async function prepare(deps: ConvergeDeps, repos: ConvergeRepos, mailId: string): Promise<Ready | undefined> {
  const intent = await repos.mailIntents.get(mailId);
  if (intent?.state !== 'intended') return undefined;
  const sender = await repos.senders.get(intent.senderId);
  const route = await routeOf(repos, intent);
  const application = route && (await repos.senders.step(route.id, 'application'));
  const credentials = route ? await repos.senders.credentials(route.id) : [];
  const credential = credentials.findLast((each) => each.state === 'current');
  const appId = application?.facts['appId'];
  if (sender?.state !== 'ready' || !route || !credential || appId === undefined) {
    await note(deps, repos, { ...intent, state: 'failed', reason: 'The sender is not ready any more.' }, null);
    return undefined;
  }
  const { desired } = route;
  const at = await mayGoAt(repos.mailIntents, intent, desired.relay);
  const wait = at.getTime() - deps.clock.now().getTime();
  if (wait <= 0) return { intent, sender, desired, appId, credential };
  const reason = 'Sendpass uses at most a tenth of the mail quota for its own mails; this one waits for its turn.';
  await note(deps, repos, { ...intent, reason }, 'own-quota');
  await repos.jobs.enqueue({ name: 'test-mail', key: intent.id, data: { mailId } }, wait);
  return undefined;
}

async function routeOf(repos: Pick<ConvergeRepos, 'senders'>, intent: MailIntent): Promise<Route | undefined> {
  if (intent.routeId === null) return repos.senders.route(intent.senderId);
  return (await repos.senders.routes(intent.senderId)).find((route) => route.id === intent.routeId);
}

/** Fixed text: a test mail is no channel for messages. */
function letter(desired: Desired, sender: Sender, intent: MailIntent, now: Date) {
  const { localPart, domain, displayName, appName } = desired;
  const address = `${localPart}@${domain}`;
  return {
    from: { address, name: displayName },
    to: intent.toAddress,
    subject: `Test mail: ${appName} can send as ${address}`,
    text: [
      `This is a test mail from Sendpass, sent with the credentials of ${appName}.`,
      `It was handed over on ${now.toISOString().slice(0, 16).replace('T', ' ')} UTC. Nothing has to be done.`,
      '',
      `Sender ${sender.id}, request ${sender.requestId}.`,
    ].join('\n'),
    messageId: intent.messageId,
  };
}

const giveUpMs = 24 * 60 * 60_000;

/** Waits longer the longer it has waited; after a day, or when only a person can help, it says so and ends. */
async function later(
  deps: ConvergeDeps,
  repos: ConvergeRepos,
  intent: MailIntent,
  error: SendpassError,
): Promise<void> {
  const age = deps.clock.now().getTime() - intent.createdAt.getTime();
  const over = needsPerson(error) || age > giveUpMs;
  await note(deps, repos, { ...intent, state: over ? 'failed' : 'intended', reason: error.advice }, error.code);
  if (over) return;
  const wait = Math.max(error.retryAfterMs ?? 0, Math.min(15 * 60_000, Math.max(2_000, age / 4)));
  await repos.jobs.enqueue({ name: 'test-mail', key: intent.id, data: { mailId: intent.id } }, wait);
}

async function sent(deps: ConvergeDeps, repos: ConvergeRepos, intent: MailIntent): Promise<void> {
  const now = deps.clock.now();
  await note(deps, repos, { ...intent, state: 'sent', sentAt: now, reason: null }, null);
  await repos.audit.append({
    type: 'test-mail-sent',
    actor: intent.askedBy,
    subject: `sender:${intent.senderId}`,
    data: { to: intent.to, messageId: intent.messageId },
  });
}

/** The intent, and – for the mail that follows the proof – its step; the only step written outside of converge, after converge is done. */
async function note(deps: ConvergeDeps, repos: ConvergeRepos, intent: MailIntent, code: string | null): Promise<void> {
  const before = await repos.mailIntents.get(intent.id);
  if (before?.state === intent.state && before.reason === intent.reason) return;
  await repos.mailIntents.save(intent);
  const route = await routeOf(repos, intent);
  const step = route && (await repos.senders.step(route.id, 'test-mail'));
  if (step?.externalId === intent.id) await repos.senders.saveStep(stepAfter(step, intent, code));
  await deps.changed(repos, intent.senderId);
}

function stepAfter(step: Step, intent: MailIntent, code: string | null): Step {
  if (intent.state !== 'sent')
    return {
      ...step,
      state: intent.state === 'failed' ? 'needs-person' : 'waiting',
      reason: intent.reason,
      reasonCode: code,
    };
  const tookMs = step.intendedAt && intent.sentAt ? intent.sentAt.getTime() - step.intendedAt.getTime() : null;
  return { ...step, state: 'done', reason: null, reasonCode: null, doneAt: intent.sentAt, tookMs };
}
