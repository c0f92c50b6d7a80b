import { compose } from '../../credentials/compose.ts';
import { openReveal } from '../../credentials/reveal.ts';
import type { OpenedReveal } from '../../credentials/reveal.ts';
import { pasteable } from '../../credentials/pasteable.ts';
import { asSendpassError } from '../../shared/errors.ts';
import type { Secret } from '../../shared/secret.ts';
import type { Handler } from '../actions.ts';
import { toast } from '../answers.ts';
import { withDeadline } from '../deadline.ts';
import type { ChatDeps } from '../deps.ts';
import { personalChat } from '../destinations.ts';
import { ensure, refreshSender, showAll } from '../refresh-cards.ts';
import type { Reply } from '../reply.ts';
import type { Repos } from '../repos.ts';
import { signInFirst } from '../step-up.ts';
import type { View } from '../view.ts';

const deadlineMs = 5_000;

/**
 * The only place where a secret is shown: recorded first, then read live from Key Vault, and put into a dialog of text for the one who
 * clicked. The button's token is used up either way; the card gets a new one.
 */
export const reveal: Handler = async (deps, { actor }, values) => {
  const { senderId = '', token = '' } = values;
  const first = await signInForReveal(deps, senderId, actor.id);
  if (first) return first;
  const of = values['of'] === 'next' || values['of'] === 'rotated' ? values['of'] : 'main';
  const opened = await deps.transact(async (repos) => {
    const outcome = await openReveal(repos, { senderId, personId: actor.id, token, of }, deps);
    if (outcome.ok) await tellOthers(repos, senderId, outcome, actor.id);
    // Refused or not, the card must carry a token that works, or no button.
    await refreshSender(repos, senderId);
    return outcome;
  });
  if (!opened.ok) return toast(opened.refused);
  try {
    const read = await withDeadline(deps.clock, deadlineMs, () =>
      deps.vault.get(opened.vaultName, opened.vaultVersion),
    );
    if (read.ok) return { type: 'dialog', view: revealView(deps, senderId, opened, read.result) };
  } catch (thrown) {
    const { code, vendor } = asSendpassError(thrown);
    deps.logger.warn({ code, vendor, senderId }, 'a reveal could not read the vault');
  }
  return notShown;
};

/** Only owners are sent to sign in; everybody else is refused, and that is recorded. */
async function signInForReveal(deps: ChatDeps, senderId: string, personId: string): Promise<Reply | null> {
  if (!deps.policy.approval.stepUp.includes('reveal')) return null;
  const sender = await deps.transact((repos) => repos.senders.get(senderId));
  if (!sender?.owners.includes(personId)) return null;
  return signInFirst(deps, { personId, what: 'reveal', about: `sender:${senderId}` }, sender.name);
}

const notShown: Reply = {
  type: 'dialog',
  view: {
    view: 'notice',
    title: 'Nothing was shown',
    text: 'Key Vault did not answer in time. The attempt is recorded. Close this and press Show credentials again.',
    tone: 'warning',
  },
};

async function tellOthers(repos: Repos, senderId: string, opened: OpenedReveal, by: string): Promise<void> {
  for (const personId of opened.others) {
    const chat = await personalChat(repos, personId);
    const matter = { about: 'receipt', senderId, revealNo: opened.revealNo, by, show: 'receipt' } as const;
    await showAll(repos, [await ensure(repos, matter, chat, personId)]);
  }
}

function revealView(deps: ChatDeps, senderId: string, opened: OpenedReveal, secret: Secret): View {
  const { sender, desired, appId, principalId, endsAt } = opened;
  const { tenantId, mailRelay } = deps;
  const credentials = compose({
    desired,
    appId,
    principalId,
    tenantId,
    endpoint: mailRelay.endpoint(desired.relay),
    tokenRequest: mailRelay.tokenRequest(desired.relay, tenantId),
    secret,
    endsAt,
  });
  deps.logger.info({ senderId, reveal: opened.revealNo }, 'credentials shown');
  const settings = pasteable(desired.client, credentials, desired.displayName);
  return { view: 'reveal', appName: sender.name, credentials, client: desired.client, settings };
}
