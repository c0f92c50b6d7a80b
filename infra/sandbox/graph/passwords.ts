// addPassword and removePassword. Neither is idempotent: every addPassword that reaches the service makes one more secret, whether its
// reply arrives or not.
import { randomUUID } from 'node:crypto';
import { Duration } from 'luxon';
import { newSecretText } from '../secret-text.ts';
import type { Route, WireReply, WireRequest } from '../wire.ts';
import type { World } from '../world.ts';
import { passwordJson } from './application.ts';
import { APPLICATION_PATHS, owned, WRITE } from './applications.ts';
import { badRequest, GraphError, graphRoutes, record } from './door.ts';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MADE = ['customKeyIdentifier', 'hint', 'keyId', 'secretText'];
const TWO_YEARS_MS = Duration.fromISO('P2Y').toMillis();

function addPassword(request: WireRequest, world: World): WireReply {
  const application = owned(request, world);
  const { displayName, startDateTime, endDateTime, ...rest } = record(record(request.body)['passwordCredential']);
  // The others are made by the service; what may be sent of them is not taken over (application-addpassword.md).
  const unknown = Object.keys(rest).find((each) => !MADE.includes(each) && !each.startsWith('@'));
  if (unknown !== undefined) throw badRequest(`Invalid property '${unknown}'.`);
  const now = world.now();
  const start = readDate(startDateTime, 'startDateTime') ?? now;
  const end = readDate(endDateTime, 'endDateTime') ?? start + TWO_YEARS_MS;
  if (end <= start) throw badRequest('Key credential end date is invalid: it must be after the start date.');
  checkLifetime(world, start, end);
  const secretText = newSecretText();
  const password = {
    keyId: randomUUID(),
    displayName: typeof displayName === 'string' ? displayName : '',
    hint: secretText.slice(0, 3),
    secretText,
    startDateTime: new Date(start).toISOString(),
    endDateTime: new Date(end).toISOString(),
    visibleAt: now + world.draw('lag password', world.lag.password),
  };
  application.passwords.push(password);
  world.secrets.add(secretText);
  const context = `${world.endpoints.graph}/v1.0/$metadata#microsoft.graph.passwordCredential`;
  return { status: 200, body: { '@odata.context': context, ...passwordJson(password, secretText) } };
}

/**
 * A secret that no replica shows yet is answered like one that is not there, and lives on: reported of removals that follow an addPassword at
 * once (400, "No password credential found"). Whoever takes that for gone has to look again.
 */
function removePassword(request: WireRequest, world: World): WireReply {
  const application = owned(request, world);
  const keyId = record(request.body)['keyId'];
  if (typeof keyId !== 'string' || !GUID.test(keyId))
    throw new GraphError(
      400,
      'BadRequest',
      `Cannot convert the literal '${String(keyId)}' to the expected type 'Edm.Guid'.`,
    );
  const found = application.passwords.find((each) => each.keyId === keyId.toLowerCase());
  if (found === undefined || found.visibleAt > request.arrivedAt) {
    throw badRequest(`No password credential found with keyId '${keyId}'.`);
  }
  application.passwords = application.passwords.filter((each) => each !== found);
  return { status: 204 };
}

function checkLifetime(world: World, start: number, end: number): void {
  if (world.maxPasswordLifetime === null) return;
  const longest = Duration.fromISO(world.maxPasswordLifetime).toMillis();
  if (end - start <= longest) return;
  const text = `Credential lifetime exceeds the max value allowed as per assigned policy '${world.maxPasswordLifetime}'.`;
  throw new GraphError(400, 'CredentialInvalidLifetimeAsPerAppPolicy', text);
}

function readDate(value: unknown, name: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time))
    throw badRequest(`Invalid value specified for property '${name}' of resource 'PasswordCredential'.`);
  return time;
}

const paths = (action: string): string[] => APPLICATION_PATHS.map((each) => `${each}/${action}`);

export const passwordRoutes: Route[] = [
  ...['addPassword', 'microsoft.graph.addPassword'].flatMap((action) =>
    graphRoutes({
      method: 'POST',
      paths: paths(action),
      permissions: WRITE,
      label: 'graph addPassword',
      handle: addPassword,
    }),
  ),
  ...['removePassword', 'microsoft.graph.removePassword'].flatMap((action) =>
    graphRoutes({ method: 'POST', paths: paths(action), permissions: WRITE, handle: removePassword }),
  ),
];
