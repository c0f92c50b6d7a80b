// What PowerShell itself brings along, as far as the sandbox knows it.
import { argument, type Call, positional } from './call.ts';
import { equal, numberOf } from './compare.ts';
import { Failure, type Session, spendOn } from './session.ts';
import { member, plain, show, stream, textOf, truth, type Value } from './values.ts';

type BuiltIn = (session: Session, call: Call) => Value[];

const words = (call: Call): string =>
  positional(call)
    .map(({ value }) => textOf(value))
    .join(' ');

/** Only into the tenant that is there; the module is, too. */
function connect(session: Session, call: Call): Value[] {
  const { tenantId, exchange } = session.world;
  const organization = textOf(argument(call, 'Organization') ?? tenantId).toLowerCase();
  if (![tenantId, exchange.organization, 'contoso.com'].includes(organization))
    throw new Failure(`AADSTS90002: Tenant '${organization}' not found.`);
  session.connected = true;
  return [];
}

function where(_session: Session, call: Call): Value[] {
  const body = call.args.find((each) => each.body !== undefined)?.body;
  if (body === undefined) throw new Failure('The sandbox knows Where-Object with a script block only.');
  return (call.input ?? []).filter((item) => {
    const found = call.block(body, item);
    return truth(found.length === 1 ? found[0] : found);
  });
}

function forEach(_session: Session, call: Call): Value[] {
  const body = call.args.find((each) => each.body !== undefined)?.body;
  if (body === undefined) throw new Failure('The sandbox knows ForEach-Object with a script block only.');
  return (call.input ?? []).flatMap((item) => call.block(body, item));
}

function select(_session: Session, call: Call): Value[] {
  const first = argument(call, 'First');
  const items = (call.input ?? []).slice(0, first === undefined ? undefined : numberOf(first));
  const expand = argument(call, 'ExpandProperty');
  if (expand !== undefined) return items.flatMap((each) => stream(member(each, textOf(expand))));
  const names = stream(argument(call, 'Property') ?? positional(call)[0]?.value ?? []).map(textOf);
  if (names.length === 0) return items;
  return items.map((each) => Object.fromEntries(names.map((name) => [name, member(each, name)])));
}

function sort(_session: Session, call: Call): Value[] {
  const by = positional(call)[0]?.value ?? argument(call, 'Property');
  const key = (each: Value): string => textOf(by === undefined ? each : member(each, textOf(by))).toLowerCase();
  const sorted = (call.input ?? []).toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  if (argument(call, 'Descending') === true) sorted.reverse();
  return argument(call, 'Unique') === true
    ? sorted.filter((each, index) => index === 0 || !equal(key(each), key(sorted[index - 1])))
    : sorted;
}

function toJson(session: Session, call: Call): Value[] {
  const input = call.input ?? positional(call).map(({ value }) => value);
  const depth = numberOf(argument(call, 'Depth') ?? 2);
  if (depth < 0 || depth > 100)
    throw new Failure(`Cannot validate argument on parameter 'Depth'. ${depth} is not between 0 and 100.`);
  const value = plain(input.length === 1 ? input[0] : input, depth, (each) => spendOn(session, each));
  return [argument(call, 'Compress') === true ? JSON.stringify(value) : JSON.stringify(value, null, 2)];
}

const format: BuiltIn = (_session, call) => (call.input ?? []).flatMap((each) => show(each));
const nothing: BuiltIn = () => [];
const print =
  (prefix: string): BuiltIn =>
  (session, call) => {
    session.output.push(...`${prefix}${words(call)}`.split('\n'));
    return [];
  };

/** By lower-cased name. */
export const builtIns = new Map<string, BuiltIn>(
  Object.entries({
    'connect-exchangeonline': connect,
    'disconnect-exchangeonline': (session) => {
      session.connected = false;
      return [];
    },
    'get-module': () => [{ Name: 'ExchangeOnlineManagement', Version: '3.9.0' }],
    'install-module': nothing,
    'import-module': nothing,
    'where-object': where,
    'foreach-object': forEach,
    'select-object': select,
    'sort-object': sort,
    'convertto-json': toJson,
    'format-list': format,
    fl: format,
    'format-table': format,
    ft: format,
    'out-null': nothing,
    'write-host': print(''),
    'write-warning': print('WARNING: '),
    'write-error': print('Write-Error: '),
    'write-verbose': nothing,
    'write-output': (_session, call) => positional(call).flatMap(({ value }) => stream(value)),
  }),
);
