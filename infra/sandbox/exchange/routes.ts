// `POST /adminapi/beta/{tenant}/InvokeCommand`: the address Microsoft's own PowerShell module calls (facts §7.3, not a supported API).
import { randomUUID } from 'node:crypto';
import type { Route, WireReply, WireRequest } from '../wire.ts';
import type { World } from '../world.ts';
import { CmdletError } from './cmdlet.ts';
import { runCmdlet } from './cmdlets.ts';
import { exchangeRoles, isRemoved } from './permissions.ts';

function invoke(request: WireRequest, world: World): WireReply {
  const headers = { 'request-id': request.headers['client-request-id'] ?? randomUUID() };
  const door = checkCaller(request, world);
  if (door !== undefined) return { ...door, headers };
  const { CmdletInput: input } = record(request.body);
  const { CmdletName: name, Parameters: parameters = {} } = record(input);
  if (typeof name !== 'string' || !isRecord(parameters))
    return { ...refusal(400, 'BadRequest', 'CmdletInput is missing, or not a name with parameters.'), headers };
  try {
    const value = runCmdlet(world, name, parameters);
    const context = `${world.endpoints.exchangeAdmin}/adminapi/beta/$metadata#Collection(Exchange.GenericHashTable)`;
    return { status: 200, headers, body: { '@odata.context': context, value } };
  } catch (error) {
    if (!(error instanceof CmdletError)) throw error;
    return { ...failed(error), headers };
  }
}

/**
 * Exchange.ManageAsApp and an Entra role that administers Exchange: here only Sendpass's own identity has the latter. Judged at the call, so
 * that a test of a right taken away need not wait for the token to end.
 */
function checkCaller({ claims, params, arrivedAt }: WireRequest, world: World): WireReply | undefined {
  if (claims === undefined || claims['aud'] !== 'https://outlook.office365.com')
    return refusal(401, 'Unauthorized', 'The access token is missing, not valid, or for another resource.');
  const who = { appId: String(claims['appid']), oid: String(claims['oid']) };
  const tenant = (params['tenant'] ?? '').toLowerCase();
  const isHome = tenant === world.tenantId.toLowerCase() || tenant === world.exchange.organization;
  const may = who.appId === world.self.appId && exchangeRoles(world, who, arrivedAt).includes('Exchange.ManageAsApp');
  return may && isHome && !isRemoved(world, 'role')
    ? undefined
    : refusal(403, 'Forbidden', 'The role assigned to the application is not supported in this scenario.');
}

const refusal = (status: number, code: string, message: string): WireReply => ({
  status,
  body: { error: { code, message } },
});

/** Whatever the cause, 400; the exception is in the text. */
function failed({ exception, message }: CmdletError): WireReply {
  const text = `|${exception}|${message}`;
  const details = [{ code: 'Context', target: '', message: text }];
  const innererror = { message: text, type: exception, stacktrace: '' };
  return { status: 400, body: { error: { code: 'BadRequest', message: text, details, innererror } } };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const record = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});

export const exchangeRoutes: Route[] = [
  { method: 'POST', path: '/adminapi/beta/:tenant/InvokeCommand', handle: invoke },
];
