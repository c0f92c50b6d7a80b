import { acsOf } from '../../relays/acs.ts';
import { SendpassError } from '../../shared/errors.ts';
import { assignmentNameOf } from '../names.ts';
import type { RoleDefinition } from '../port-azure.ts';
import { factOf, stepOf } from '../run.ts';
import { smtpRoleActions } from '../smtp-role.ts';
import { presence } from './kind.ts';
import type { Kind } from './kind.ts';

/** The assignment of the one role, on the ACS resource (not on the Email service). The definition is infra's: read, never written. */
export const role: Kind = {
  async look(run) {
    const definition = await run.deps.azure.roleDefinition();
    return { definitionId: checked(definition).id };
  },
  intent(run) {
    const scope = acsOf(run.desired).acsResourceId;
    const definitionId = factOf(run, 'role', 'definitionId');
    const principalId = factOf(run, 'principal', 'principalId');
    return { name: assignmentNameOf(scope, definitionId, principalId), facts: { scope, principalId } };
  },
  async ensure(run) {
    const { name, facts } = stepOf(run, 'role');
    const wish = { scope: facts['scope'] ?? '', name, principalId: factOf(run, 'role', 'principalId') };
    const made = await run.deps.azure.assignRole(wish);
    // The same triple may stand under another name (409): the real one is what is removed later.
    return { externalId: made.id, facts: { assignmentName: made.name } };
  },
  async observe(run) {
    const wish = { scope: factOf(run, 'role', 'scope'), principalId: factOf(run, 'role', 'principalId') };
    return presence(run, stepOf(run, 'role'), (await run.deps.azure.findAssignment(wish)) !== undefined);
  },
  async remove(run) {
    const { name, facts } = stepOf(run, 'role');
    await run.deps.azure.removeAssignment({
      scope: factOf(run, 'role', 'scope'),
      name: facts['assignmentName'] ?? name,
    });
  },
};

/** A definition somebody widened would make every sender's secret worth more than mail: then nothing is assigned. */
function checked(definition: RoleDefinition | undefined): RoleDefinition {
  if (definition === undefined)
    throw new SendpassError({
      code: 'role-definition-missing',
      kind: 'needs-person',
      advice: 'The role "SMTP sender" does not exist in this subscription. An administrator makes it once.',
    });
  const allowed = new Set(smtpRoleActions.map((action) => action.toLowerCase()));
  const wider = [...definition.actions, ...definition.dataActions].filter((each) => !allowed.has(each.toLowerCase()));
  if (wider.length === 0) return definition;
  throw new SendpassError({
    code: 'role-definition-widened',
    kind: 'needs-person',
    advice: `The role "${definition.name}" allows more than sending mail: ${wider.join(', ')}. Sendpass assigned nothing. Somebody has to put it back.`,
  });
}
