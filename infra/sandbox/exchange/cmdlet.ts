// What every cmdlet is made of, and how it fails. The exception's name is what callers can go by; texts are for people (facts §7.3).
import type { World } from '../world.ts';

export type Row = Record<string, unknown>;
/** By lower-cased name, so that callers may write a parameter as they like. */
export type Parameters = Record<string, unknown>;
export type Cmdlet = {
  /** Lower-cased; the common ones (Confirm, ErrorAction …) apart. */
  takes: string[];
  needs?: string[];
  run: (world: World, parameters: Parameters) => Row[];
};

export class CmdletError extends Error {
  exception: string;
  constructor(exception: string, message: string) {
    super(message);
    this.exception = exception;
  }
}

const TASKS = 'Microsoft.Exchange.Configuration.Tasks';
export const notFound = (what: string): CmdletError =>
  new CmdletError(
    `${TASKS}.ManagementObjectNotFoundException`,
    `The operation couldn't be performed because object '${what}' couldn't be found on 'AM0PR04A001DC01.EURPR04A001.PROD.OUTLOOK.COM'.`,
  );
export const alreadyThere = (name: string): CmdletError =>
  new CmdletError(
    'Microsoft.Exchange.Data.Directory.ADObjectAlreadyExistsException',
    `The object '${name}' already exists.`,
  );
export const invalid = (message: string): CmdletError =>
  new CmdletError('Microsoft.Exchange.Configuration.Tasks.TaskArgumentException', message);
export const inUse = (message: string): CmdletError =>
  new CmdletError('Microsoft.Exchange.Management.RbacTasks.InvalidOperationException', message);
export const cannotBind = (message: string): CmdletError =>
  new CmdletError('System.Management.Automation.ParameterBindingException', message);

export const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** A parameter as text; undefined when it was not given. */
export function text(parameters: Parameters, name: string): string | undefined {
  const value = parameters[name.toLowerCase()];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && value.length === 1) return text({ value: value[0] as unknown }, 'value');
  throw cannotBind(`Cannot process argument transformation on parameter '${name}'.`);
}

/** As `text`, for one the cmdlet declares as needed. */
export function given(parameters: Parameters, name: string): string {
  const value = text(parameters, name);
  if (value === undefined || value === '')
    throw cannotBind(`Cannot bind argument to parameter '${name}' because it is an empty string.`);
  return value;
}

/** Exchange's names have at most 64 characters. */
export function newName(parameters: Parameters, taken: { name: string }[]): string {
  const name = given(parameters, 'Name');
  if (name.length > 64) throw invalid(`The length of the property is too long. The maximum length is 64. "Name"`);
  if (taken.some((each) => same(each.name, name))) throw alreadyThere(name);
  return name;
}
