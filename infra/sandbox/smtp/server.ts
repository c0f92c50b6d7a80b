// ACS Email's SMTP end: AUTH LOGIN and XOAUTH2 (no PLAIN), MailFrom check, limits. See facts §5.
import type { Context, SmtpServer } from '../context.ts';
import { verifyToken } from '../tokens.ts';
import type { World } from '../world.ts';
import { exceededRate, findMailDomain, MAX_BYTES, MAX_CONNECTIONS, MAX_RECIPIENTS } from './limits.ts';
import { checkAccessToken, checkPassword, type LoggedIn } from './log-in.ts';
import { serveSmtp } from './plumbing.ts';
import { badSender, notAuthenticated, type Reply, startTlsFirst, tooFast, tooManyConnections } from './replies.ts';
import { refuseSender } from './sender.ts';
import type { LogIn, SmtpService, Submitted } from './service.ts';

const acsSmtp: SmtpService<LoggedIn> = {
  neighbour: 'smtp',
  banner: 'Azure Communication Services Email (sandbox)',
  beforeTls: { auth: startTlsFirst, mail: startTlsFirst },
  maxBytes: MAX_BYTES,
  maxRecipients: MAX_RECIPIENTS,
  logIn,
  checkSender,
  checkMessage,
  name: ({ appId }) => ({ appId }),
};

/** Listens on 127.0.0.1; `port` 0 takes any free one. `close` may be called twice and runs when the context closes. */
export const startSmtp = (context: Context, port = context.world.endpoints.smtpPort): Promise<SmtpServer> =>
  serveSmtp(context, acsSmtp, port);

async function logIn(world: World, wish: LogIn): Promise<{ who: LoggedIn } | { reply: Reply }> {
  const { method, username, password, accessToken, at, others } = wish;
  const answer =
    method === 'XOAUTH2'
      ? checkAccessToken(world, username, await verifyToken(world, accessToken), at)
      : checkPassword(world, username, password, at);
  if ('reason' in answer) return { reply: notAuthenticated(answer.reason) };
  return others >= MAX_CONNECTIONS ? { reply: tooManyConnections } : answer;
}

/** The rule for the envelope sender and for every address of the From header. */
function checkSender(world: World, who: LoggedIn, address: string): Reply | undefined {
  const reason = refuseSender(world, who.acs, address);
  if (reason !== undefined) return badSender(`${reason}: ${address}`);
  const domain = findMailDomain(world, address);
  const limit = domain === undefined ? undefined : exceededRate(world, domain);
  return limit === undefined ? undefined : tooFast(`rate per ${limit}`);
}

function checkMessage(world: World, who: LoggedIn, { from }: Submitted): Reply | undefined {
  if (from.length === 0) return badSender('no From header');
  for (const address of from) {
    const refusal = checkSender(world, who, address);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
