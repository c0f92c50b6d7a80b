import { z } from 'zod';
import type { Finding, Probe } from '../../src/shared/port-probe.ts';
import type { ArmProbeOptions, ArmReads } from './probe-arm-reads.ts';

const list = z.array(z.string()).default([]);
const shape = z.object({
  properties: z.object({
    roleName: z.string().default(''),
    permissions: z.array(z.object({ actions: list, dataActions: list })).default([]),
  }),
});

/** The one role senders get: there, complete, and not wider than documented. A widened one would make a mail password worth more. */
export function definitionProbe(options: ArmProbeOptions, reads: ArmReads): Probe {
  return { id: 'acs:smtp-role', kind: 'setting', run: () => look(options, reads) };
}

async function look({ smtpRole, roleDefinitionId }: ArmProbeOptions, reads: ArmReads): Promise<Finding> {
  const { status, body } = await reads.definition();
  const fix = smtpRole.script;
  if (status === 404) return { status: 'missing', why: `there is no role definition ${roleDefinitionId}`, fix };
  if (status === 403)
    return { status: 'unknown', why: 'may not be read (see arm:Microsoft.Authorization/roleDefinitions/read)' };
  if (status !== 200) return { status: 'unknown', why: `Azure answers ${status}` };
  const { roleName, permissions } = shape.parse(body).properties;
  const actual = permissions.flatMap((each) => [...each.actions, ...each.dataActions]);
  const lacks = without(smtpRole.actions, actual);
  const wider = without(actual, smtpRole.actions);
  if (wider.length > 0)
    return { status: 'missing', why: `"${roleName}" allows more than sending mail: ${wider.join(', ')}`, fix };
  if (lacks.length > 0) return { status: 'missing', why: `"${roleName}" lacks ${lacks.join(', ')}`, fix };
  return { status: 'ok', why: `"${roleName}" allows sending mail and nothing beyond` };
}

function without(all: readonly string[], taken: readonly string[]): string[] {
  const names = new Set(taken.map((each) => each.toLowerCase()));
  return all.filter((each) => !names.has(each.toLowerCase()));
}
