import type { Step } from '../senders/sender.ts';
import { applyEvent } from '../senders/transitions.ts';
import { SendpassError } from '../shared/errors.ts';
import type { ConvergeRepos } from './converge-deps.ts';
import { persist } from './persist.ts';
import { proofs } from './proofs.ts';
import { credentialOf, factOf, interrupted, isMain, stepOf } from './run.ts';
import type { Run } from './run.ts';
import { intendTestMail } from './test-mail-intent.ts';
import { finish, intend, keepCredential, untilNotStale } from './write-step.ts';

/**
 * The proof: log in to the real host as the sender's own client would, with the value read back from the vault – that is the one the
 * owner will get. How, depends on how the relay's clients log in.
 */
export async function proveLogIn(run: Run): Promise<void> {
  const { vault, tenantId } = run.deps;
  const credential = credentialOf(run);
  if (!credential?.vaultVersion)
    throw new SendpassError({ code: 'credential-missing', kind: 'bug', advice: 'There is no stored secret to prove.' });
  const { vaultName, vaultVersion } = credential;
  const appId = factOf(run, 'application', 'appId');
  const name = run.relay.loginName(run.desired, { appId, tenantId });
  await intend(run, 'log-in', { name, facts: {} });
  const secret = await persist(run, 'log-in', () => vault.get(vaultName, vaultVersion));
  const facts = await proofs[run.relay.login](run, { appId, name, secret });
  await untilNotStale(() => finish(run, 'log-in', { externalId: null, facts }, (repos) => recordProof(run, repos)));
}

async function recordProof(run: Run, repos: ConvergeRepos): Promise<void> {
  const now = run.deps.clock.now();
  await moveSender(run, repos, now);
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
    subject: `sender:${run.sender.id}`,
    data: {
      requestId: run.route.requestId,
      relay: run.route.relay,
      role: run.route.role,
      credentialNo: credential?.no ?? null,
    },
  });
  await startTestMail(run, repos, now);
}

/** A route beside the main one does not move its sender: that goes on sending as before. */
async function moveSender(run: Run, repos: ConvergeRepos, now: Date): Promise<void> {
  const sender = (await repos.senders.get(run.sender.id)) ?? run.sender;
  if (!isMain(run)) {
    const route = (await repos.senders.routes(sender.id)).find((each) => each.id === run.route.id);
    // Called off in the last moment: the removal is what is wanted now.
    if (route?.state !== 'making') throw interrupted();
    // Counts its version up: of the proof and somebody who calls it off in this moment one gets through.
    run.sender = await repos.senders.update(sender);
    return;
  }
  const resumed = applyEvent(sender, { type: 'task-done' });
  const proven = applyEvent(resumed.ok ? resumed.sender : sender, { type: 'proven', at: now });
  if (!proven.ok) throw interrupted();
  run.sender = await repos.senders.update(proven.sender);
}

async function startTestMail(run: Run, repos: ConvergeRepos, now: Date): Promise<void> {
  const asker = await repos.people.get(run.sender.owners[0] ?? '');
  const intent = asker
    ? await intendTestMail(repos, { sender: run.sender, routeId: run.route.id, to: asker, askedBy: 'sendpass', now })
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
