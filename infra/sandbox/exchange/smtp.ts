// Exchange Online's SMTP end (facts §7): a token of an application, and the address of a mailbox it was given.
import type { Context, SmtpServer } from '../context.ts';
import { serveSmtp } from '../smtp/plumbing.ts';
import type { Reply } from '../smtp/replies.ts';
import type { LogIn, SmtpService, Submitted } from '../smtp/service.ts';
import { verifyToken } from '../tokens.ts';
import type { World } from '../world.ts';
import { findMailbox, findRegistered, hasRight, mayByRole, ownerOf } from './rights.ts';
import {
  lockedByDefaults,
  noPasswords,
  noSuchMechanism,
  offForMailbox,
  offForTenant,
  quotaExceeded,
  sendAsDenied,
  startTlsRequired,
  tooOften,
  unsuccessful,
} from './smtp-replies.ts';
import type { Mailbox } from './state.ts';

const AUDIENCE = 'https://outlook.office365.com';
const MAX_PER_MINUTE = 30;
const MAX_RECIPIENTS_A_DAY = 10_000;

type LoggedIn = { appId: string; objectId: string; mailbox: string };

const exchangeSmtp: SmtpService<LoggedIn> = {
  neighbour: 'exchange-smtp',
  banner: 'Microsoft ESMTP MAIL Service ready (sandbox)',
  beforeTls: { auth: noSuchMechanism, mail: startTlsRequired },
  maxBytes: 157_286_400,
  // A mailbox's default.
  maxRecipients: 500,
  logIn,
  checkSender: (world, who) => refuseRate(world, who, 0),
  checkMessage,
  name: ({ appId, mailbox }) => ({ appId, mailbox }),
};

/** Listens on 127.0.0.1; `port` 0 takes any free one. `close` may be called twice and runs when the context closes. */
export const startExchangeSmtp = (context: Context, port: number): Promise<SmtpServer> =>
  serveSmtp(context, exchangeSmtp, port);

async function logIn(world: World, wish: LogIn): Promise<{ who: LoggedIn } | { reply: Reply }> {
  const { username, at } = wish;
  // Only by its primary address: whether an alias would do is not settled.
  const mailbox = findMailbox(world, username);
  if (wish.method !== 'XOAUTH2') return { reply: switchedOff(world, mailbox) ?? noPasswords };
  const claims = await verifyToken(world, wish.accessToken);
  if (claims === undefined) return { reply: unsuccessful('token not valid') };
  if (claims['aud'] !== AUDIENCE) return { reply: unsuccessful(`token for ${String(claims['aud'])}`) };
  if (mailbox === undefined) return { reply: unsuccessful('no such mailbox') };
  const ids = { appId: String(claims['appid']), objectId: String(claims['oid']) };
  const reason = refuseApplication(world, ids, { roles: claims['roles'], mailbox, at });
  if (reason !== undefined) return { reply: unsuccessful(reason) };
  const off = switchedOff(world, mailbox);
  return off === undefined ? { who: { ...ids, mailbox: mailbox.address } } : { reply: off };
}

/** A setting of the mailbox goes before the tenant's; security defaults before both (facts §7.2, §7.4). */
function switchedOff(world: World, mailbox: Mailbox | undefined): Reply | undefined {
  const { securityDefaults, smtpClientAuthenticationDisabled: tenant } = world.exchange;
  const own = mailbox?.smtpClientAuthenticationDisabled ?? null;
  if (securityDefaults) return lockedByDefaults;
  if (own === true) return offForMailbox;
  return own === null && tenant ? offForTenant : undefined;
}

/**
 * Two ways in (facts §7.2). A token that holds the Entra permission is judged by the mailbox's permissions, also where a role would
 * do: the vendor says that such a check "happens as well", and the stricter reading errs towards a refusal.
 */
function refuseApplication(
  world: World,
  ids: { appId: string; objectId: string },
  asked: { roles: unknown; mailbox: Mailbox; at: number },
): string | undefined {
  const { mailbox, at } = asked;
  const { objectId } = ids;
  if (findRegistered(world, ids, at) === undefined) {
    const other = world.exchange.servicePrincipals.find((each) => each.appId === ids.appId && each.visibleAt <= at);
    return other === undefined
      ? 'not registered in Exchange (yet)'
      : 'registered in Exchange with another object id than the token has';
  }
  const classic = Array.isArray(asked.roles) && asked.roles.includes('SMTP.SendAsApp');
  if (classic)
    return hasRight(world, { objectId, mailbox, right: 'FullAccess', at })
      ? undefined
      : 'no FullAccess on the mailbox (yet)';
  return mayByRole(world, objectId, mailbox, at) ? undefined : 'no role whose scope holds the mailbox (yet)';
}

/**
 * Envelope and From must be the mailbox that was logged in to, by any of its addresses, or one on which the application was given
 * SendAs. A role lets it log in to a mailbox; that it may also send as another one of its scope is not documented, so it may not here.
 */
function checkMessage(world: World, who: LoggedIn, message: Submitted): Reply | undefined {
  for (const address of [message.envelopeFrom, ...message.from]) {
    const mailbox = ownerOf(world, address);
    const may =
      mailbox !== undefined &&
      (mailbox.address === who.mailbox ||
        hasRight(world, { objectId: who.objectId, mailbox, right: 'SendAs', at: world.now() }));
    if (!may) return sendAsDenied(who.mailbox, address);
  }
  return refuseRate(world, who, message.to.length);
}

/** Per mailbox: 30 messages a minute, 10,000 recipients a day (facts §7.4). */
function refuseRate(world: World, who: LoggedIn, recipients: number): Reply | undefined {
  const now = world.now();
  const sent = world.mail.filter((each) => each.mailbox === who.mailbox);
  const younger = (ms: number) => sent.filter((each) => now - Date.parse(each.at) < ms);
  if (younger(60_000).length >= MAX_PER_MINUTE) return tooOften;
  const reached = younger(86_400_000).reduce((sum, each) => sum + each.to.length, recipients);
  return reached > MAX_RECIPIENTS_A_DAY ? quotaExceeded : undefined;
}
