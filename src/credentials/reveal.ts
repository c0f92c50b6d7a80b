import { createHash, randomBytes } from 'node:crypto';
import { Duration } from 'luxon';
import type { Audit } from '../audit/port-audit.ts';
import type { Policy } from '../policy/policy.ts';
import type { Senders } from '../senders/port-senders.ts';
import type { Credential, Desired, Sender } from '../senders/sender.ts';
import type { Clock } from '../shared/clock.ts';
import type { Reveals } from './port-reveals.ts';

type Repos = { senders: Senders; reveals: Reveals; audit: Audit };
type Now = Pick<Clock, 'now'>;

export type RevealInput = {
  senderId: string;
  personId: string;
  token: string;
  /** Of a sender that moves: the route it moves to. */
  of?: 'main' | 'next';
};

/** What to fetch and compose. Already recorded: what follows may fail, but not go unnoticed. */
export type OpenedReveal = {
  ok: true;
  sender: Sender;
  /** What the route is whose credentials they are. */
  desired: Desired;
  vaultName: string;
  vaultVersion: string;
  appId: string;
  /** Object id of the enterprise application. */
  principalId: string;
  endsAt: Date;
  /** Which reveal of this sender it is, from 1. */
  revealNo: number;
  /** The other owners, who are told. */
  others: string[];
};

export type RevealRefusal =
  | 'not-there'
  | 'not-owner'
  | 'delivery-vault'
  | 'not-ready'
  | 'installed'
  | 'window-closed'
  | 'no-secret'
  | 'token-used';

export type RevealOutcome = OpenedReveal | { ok: false; code: RevealRefusal; refused: string };

/**
 * Opens one look at the credentials for a verified owner: recorded, counted and the button's token used up, before anybody reads Key Vault
 * (the caller does, after this transaction). Refusals of a person or a token are recorded too.
 */
export async function openReveal(
  repos: Repos,
  input: RevealInput,
  deps: { clock: Now; policy: Pick<Policy, 'revealWindow'>; vault: { name: string } },
): Promise<RevealOutcome> {
  const { senderId, personId } = input;
  const now = deps.clock.now();
  const sender = await repos.senders.get(senderId);
  if (!sender) return refusal('not-there', 'This sender is not there any more. Nothing was shown.');
  if (!sender.owners.includes(personId))
    return refuse(repos, input, 'not-owner', 'Only its owners can see the credentials. Your click was recorded.');
  const shown = await shownRoute(repos.senders, sender, input.of ?? 'main');
  if (!shown) return refusal('not-ready', 'It is not moving any more. The card shows where it is.');
  const secret = await currentSecret(repos.senders, shown.routeId);
  const closed = whyClosed(shown, secret, now, deps);
  if (closed) return closed;
  if (!secret) return refusal('no-secret', 'There is no secret to show yet. The card shows what is being done.');
  // Last, so that a refusal above does not use it up; of two clicks at the same time one gets it.
  if (!(await useToken(repos.reveals, input, now)))
    return refuse(
      repos,
      input,
      'token-used',
      'This button was used before. Press the one on your newest card: each shows the credentials once.',
    );
  const revealNo = sender.revealCount + 1;
  await repos.senders.update({ ...sender, revealCount: revealNo });
  const { vaultVersion, appId, principalId, credential } = secret;
  const { vaultName, endsAt, no } = credential;
  await repos.audit.append({
    type: 'credential-revealed',
    actor: personId,
    subject: `sender:${senderId}`,
    data: { credential: no, vaultName, vaultVersion, reveal: revealNo },
  });
  const others = sender.owners.filter((owner) => owner !== personId);
  return {
    ok: true,
    sender,
    desired: shown.desired,
    vaultName,
    vaultVersion,
    appId,
    principalId,
    endsAt,
    revealNo,
    others,
  };
}

/** When the last look is possible; null before the proof. */
export function revealWindowEnd(sender: Pick<Sender, 'provenAt'>, policy: Pick<Policy, 'revealWindow'>): Date | null {
  if (sender.provenAt === null) return null;
  return new Date(sender.provenAt.getTime() + Duration.fromISO(policy.revealWindow).toMillis());
}

/**
 * A token for one Reveal button on the card of one owner. Only its hash is stored; those issued before stay good until used, because an
 * update of the card may not arrive.
 */
export async function newRevealToken(
  repos: { reveals: Reveals },
  { senderId, personId, now }: { senderId: string; personId: string; now: Date },
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await repos.reveals.save({
    hash: hashOf(token, senderId, personId),
    senderId,
    personId,
    createdAt: now,
    usedAt: null,
  });
  return token;
}

/** With whose it is: a card somebody forwarded does not use up its owner's token when another person presses it. */
const hashOf = (token: string, senderId: string, personId: string): string =>
  createHash('sha256').update([token, senderId, personId].join('\n')).digest('hex');

/** Tokens no button can use any more, because the window of their time is over: they need not be kept. */
export const forgetTokens = (
  repos: { reveals: Reveals },
  { now, policy }: { now: Date; policy: Pick<Policy, 'revealWindow'> },
): Promise<void> =>
  repos.reveals.forgetBefore(new Date(now.getTime() - Duration.fromISO(policy.revealWindow).toMillis()));

async function useToken(reveals: Reveals, { senderId, personId, token }: RevealInput, now: Date): Promise<boolean> {
  const used = await reveals.use(hashOf(token, senderId, personId), now);
  return used?.senderId === senderId && used.personId === personId;
}

type Current = { credential: Credential; vaultVersion: string; appId: string; principalId: string };

/** The route whose credentials are asked for, and how far it is: the main one is as far as its sender. */
type Shown = Pick<Sender, 'provenAt' | 'installedAt'> & { routeId: string; desired: Desired; isReady: boolean };

async function shownRoute(senders: Senders, sender: Sender, of: 'main' | 'next'): Promise<Shown | undefined> {
  const route = (await senders.routes(sender.id)).find((each) => each.role === of);
  if (of === 'main') return { ...sender, routeId: route?.id ?? '', isReady: sender.state === 'ready' };
  if (!route) return undefined;
  const provenAt = (await senders.step(route.id, 'log-in'))?.doneAt ?? null;
  const isReady = route.state === 'proven' && sender.wanted === 'present';
  return { routeId: route.id, desired: route.desired, provenAt, installedAt: null, isReady };
}

/** The generation in use and whose it is: `stored` only in the moment between vault and proof, which a ready sender has behind it. */
async function currentSecret(senders: Senders, routeId: string): Promise<Current | undefined> {
  const credentials = await senders.credentials(routeId);
  const credential =
    credentials.findLast((each) => each.state === 'current') ?? credentials.findLast((each) => each.state === 'stored');
  const appId = (await senders.step(routeId, 'application'))?.facts['appId'];
  const principalId = (await senders.step(routeId, 'principal'))?.externalId ?? '';
  if (!credential || credential.vaultVersion === null || appId === undefined) return undefined;
  return { credential, vaultVersion: credential.vaultVersion, appId, principalId };
}

function whyClosed(
  shown: Shown,
  secret: Current | undefined,
  now: Date,
  deps: { policy: Pick<Policy, 'revealWindow'>; vault: { name: string } },
): RevealOutcome | null {
  if (shown.desired.delivery === 'vault') {
    const where = secret ? ` as ${secret.credential.vaultName}` : '';
    return refusal(
      'delivery-vault',
      `Nobody sees this secret: the application reads it from ${deps.vault.name}${where}.`,
    );
  }
  if (!shown.isReady)
    return refusal('not-ready', 'There is nothing to show at the moment. The card says what is being done.');
  if (shown.installedAt !== null)
    return refusal(
      'installed',
      'It was marked as installed, so it is not shown again. When it is needed anew, ask IT for a new secret.',
    );
  const end = revealWindowEnd(shown, deps.policy);
  if (end === null || end <= now)
    return refusal(
      'window-closed',
      'The time to show the credentials is over. When they are needed anew, ask IT for a new secret.',
    );
  return null;
}

const refusal = (code: RevealRefusal, refused: string): RevealOutcome => ({ ok: false, code, refused });

async function refuse(
  repos: Pick<Repos, 'audit'>,
  input: RevealInput,
  code: RevealRefusal,
  refused: string,
): Promise<RevealOutcome> {
  const subject = `sender:${input.senderId}`;
  await repos.audit.append({ type: 'reveal-refused', actor: input.personId, subject, data: { code } });
  return refusal(code, refused);
}
