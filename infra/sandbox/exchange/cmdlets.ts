// Every cmdlet the imitated Exchange knows: for its address (routes.ts) and for an administrator's PowerShell alike.
import type { World } from '../world.ts';
import { cannotBind, type Cmdlet, CmdletError, type Parameters, type Row } from './cmdlet.ts';
import { mailboxCmdlets } from './cmdlets-mailboxes.ts';
import { permissionCmdlets } from './cmdlets-permissions.ts';
import { principalCmdlets } from './cmdlets-principals.ts';
import { roleCmdlets } from './cmdlets-roles.ts';

const all: Record<string, Cmdlet> = {
  ...principalCmdlets,
  ...roleCmdlets,
  ...mailboxCmdlets,
  ...permissionCmdlets,
};
const byName = new Map(Object.entries(all).map(([name, cmdlet]) => [name.toLowerCase(), cmdlet]));
const COMMON = ['confirm', 'whatif', 'erroraction', 'warningaction', 'verbose'];

export const isCmdlet = (name: string): boolean => byName.has(name.toLowerCase());

/** What it prints. Throws CmdletError. */
export function runCmdlet(world: World, name: string, given: Record<string, unknown>): Row[] {
  const cmdlet = byName.get(name.toLowerCase());
  if (cmdlet === undefined)
    throw new CmdletError(
      'System.Management.Automation.CommandNotFoundException',
      `The term '${name}' is not recognized as a name of a cmdlet, function, script file, or executable program.`,
    );
  const parameters: Parameters = {};
  for (const [key, value] of Object.entries(given)) {
    const known = key.toLowerCase();
    if (!cmdlet.takes.includes(known) && !COMMON.includes(known))
      throw cannotBind(`A parameter cannot be found that matches parameter name '${key}'.`);
    if (Object.hasOwn(parameters, known))
      throw cannotBind(`Cannot bind parameter because parameter '${key}' is specified more than once.`);
    parameters[known] = value;
  }
  const missing = cmdlet.needs?.find((each) => parameters[each] === undefined || parameters[each] === null);
  if (missing !== undefined)
    throw cannotBind(`Cannot process command because of one or more missing mandatory parameters: ${missing}.`);
  // What would happen is told to people only, and nothing happens.
  if (parameters['whatif'] === true && !/^(?:get|test)-/i.test(name)) return [];
  return cmdlet.run(world, parameters);
}
