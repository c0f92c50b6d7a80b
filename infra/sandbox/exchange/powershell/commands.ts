// Exchange's cmdlets and those of PowerShell itself.
import { CmdletError } from '../cmdlet.ts';
import { isCmdlet, runCmdlet } from '../cmdlets.ts';
import { builtIns } from './built-ins.ts';
import { argument, type Call } from './call.ts';
import { Failure, read, type Session, spend } from './session.ts';
import { textOf, type Value } from './values.ts';

/** A cmdlet looks through the whole organisation. */
const COST = 1000;

/** A cmdlet's error ends the script only if asked to; otherwise it is shown, or not even that, and the next line runs. */
export function runCommand(session: Session, call: Call): Value[] {
  try {
    const builtIn = builtIns.get(call.name.toLowerCase());
    if (builtIn !== undefined) return builtIn(session, call);
    if (isCmdlet(call.name) && session.connected) {
      spend(session, COST);
      return runCmdlet(session.world, call.name, bind(call));
    }
    throw new Failure(
      `The term '${call.name}' is not recognized as a name of a cmdlet, function, script file, or executable program.`,
    );
  } catch (error) {
    if (!(error instanceof CmdletError)) throw error;
    return settle(session, call, error);
  }
}

function settle(session: Session, call: Call, error: CmdletError): Value[] {
  const message = `|${error.exception}|${error.message}`;
  // A parameter that does not fit ends the statement whatever was asked for.
  const binding = error.exception.endsWith('ParameterBindingException');
  const action = textOf(argument(call, 'ErrorAction') ?? read(session, 'ErrorActionPreference')).toLowerCase();
  if (binding || action === 'stop') throw new Failure(message);
  if (action !== 'silentlycontinue' && action !== 'ignore') session.output.push(`${call.name}: ${message}`);
  return [];
}

const SWITCHES = /^(?:confirm|whatif|verbose|force)$/i;

/** The first value without a name is the identity, or the name of what is made. */
function bind(call: Call): Record<string, Value> {
  const bound = new Map<string, Value>();
  for (const { name, value, isSwitch } of call.args) {
    if (name === undefined && bound.has('Identity'))
      throw new Failure(`A positional parameter cannot be found that accepts argument '${textOf(value)}'.`);
    if (isSwitch && name !== undefined && !SWITCHES.test(name))
      throw new Failure(`Missing an argument for parameter '${name}'.`);
    if (name !== undefined && bound.has(name))
      throw new Failure(`Cannot bind parameter because parameter '${name}' is specified more than once.`);
    bound.set(name ?? 'Identity', value);
  }
  if (asks(call.name) && argument(call, 'Confirm') !== false && argument(call, 'WhatIf') !== true)
    throw new Failure(`${call.name} asks for confirmation, and nobody is there to answer: -Confirm:$false is missing.`);
  return Object.fromEntries(bound);
}

/** Those that ask before they act (Add-RecipientPermission among them) would stop a script nobody watches. */
const asks = (name: string): boolean => /^remove-|^add-recipientpermission$/i.test(name);
