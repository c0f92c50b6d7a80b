// Who may log in to ACS Email over SMTP. The wire has one refusal for every cause; the cause goes to `world.smtpRefusals`.
import { principalMay } from '../arm/access.ts';
import { acsId, findAcs, sameName } from '../arm/resources.ts';
import type { AcsResource, Application, World } from '../world.ts';

/** What the documented SMTP role allows; a role lacking any of them does not open the door. */
const REQUIRED_ACTIONS = [
  'Microsoft.Communication/CommunicationServices/Read',
  'Microsoft.Communication/CommunicationServices/Write',
  'Microsoft.Communication/EmailServices/write',
];
const TOKEN_AUDIENCES = ['https://communication.azure.com', 'https://communication.azure.com/'];
const GUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

export type LoggedIn = { appId: string; acs: AcsResource };
export type LogInAnswer = { who: LoggedIn } | { reason: string };
type Claimed = { acs: string; appId: string; tenantId: string };

/** `acs|appId|tenant`, `acs.appId.tenant`, or the username of an SMTP username resource. */
function claimedBy(world: World, username: string): Claimed | undefined {
  const short = world.smtpUsernames.find((each) => sameName(each.username, username));
  if (short !== undefined) return { acs: short.acs, appId: short.entraApplicationId, tenantId: short.tenantId };
  const long = new RegExp(String.raw`^(.+?)([|.])(${GUID})\2(${GUID})$`, 'i').exec(username);
  const [, acs, , appId, tenantId] = long ?? [];
  return acs === undefined || appId === undefined || tenantId === undefined ? undefined : { acs, appId, tenantId };
}

/** AUTH LOGIN: the password is a client secret of the application. `at`: what the replicas knew when the command arrived. */
export function checkPassword(world: World, username: string, password: string, at: number): LogInAnswer {
  const claimed = claimedBy(world, username);
  if (claimed === undefined) return { reason: 'unknown username' };
  if (!sameName(claimed.tenantId, world.tenantId)) return { reason: 'other tenant' };
  const application = liveApplication(world, claimed.appId, at);
  if (application === undefined) return { reason: 'application not known (yet)' };
  const secret = application.passwords.find((each) => each.secretText === password);
  if (secret === undefined) return { reason: 'wrong secret' };
  if (secret.visibleAt > at) return { reason: 'secret not replicated yet' };
  if (Date.parse(secret.endDateTime) <= at) return { reason: 'secret expired' };
  if (Date.parse(secret.startDateTime) > at) return { reason: 'secret not valid yet' };
  const principal = world.principals.find((each) => each.appId === application.appId && each.deletedAt === null);
  if (principal === undefined || principal.tokenVisibleAt > at) return { reason: 'principal not known (yet)' };
  if (!principal.accountEnabled) return { reason: 'principal disabled' };
  return checkRole(world, { acs: claimed.acs, appId: application.appId, principalId: principal.id }, at);
}

/**
 * XOAUTH2: only an SMTP username, and a token issued to that application. A disabled principal or removed secret does not matter here:
 * a token stays good until it ends.
 */
export function checkAccessToken(
  world: World,
  username: string,
  claims: Record<string, unknown> | undefined,
  at: number,
): LogInAnswer {
  if (claims === undefined) return { reason: 'token not valid' };
  if (!TOKEN_AUDIENCES.includes(String(claims['aud']))) return { reason: `token for ${String(claims['aud'])}` };
  const appId = String(claims['appid']);
  const short = world.smtpUsernames.find(
    (each) => sameName(each.username, username) && sameName(each.entraApplicationId, appId),
  );
  if (short === undefined) return { reason: 'no SMTP username of this application' };
  return checkRole(world, { acs: short.acs, appId, principalId: String(claims['oid']) }, at);
}

function checkRole(world: World, who: { acs: string; appId: string; principalId: string }, at: number): LogInAnswer {
  const acs = findAcs(world, who.acs);
  if (acs === undefined) return { reason: 'unknown ACS resource' };
  const scope = acsId(world, acs);
  const { principalId } = who;
  const may = REQUIRED_ACTIONS.every((action) => principalMay(world, { principalId, action, scope, at }));
  return may ? { who: { appId: who.appId, acs } } : { reason: 'no role on the ACS resource (yet)' };
}

function liveApplication(world: World, appId: string, at: number): Application | undefined {
  return world.applications.find(
    (each) => sameName(each.appId, appId) && each.deletedAt === null && each.tokenVisibleAt <= at,
  );
}
