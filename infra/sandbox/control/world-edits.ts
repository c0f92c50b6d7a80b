// `PUT /_sandbox/world`: what somebody else may do to the tenant behind the bot's back.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { editExchange, exchangeEdits } from '../exchange/edits.ts';
import { newApplication } from '../graph/application.ts';
import { seededGuid } from '../seed-world.ts';
import type { Person, World } from '../world.ts';

const personPatch = z
  .strictObject({
    name: z.string(),
    mail: z.string(),
    aadObjectId: z.string(),
    tenantId: z.string(),
    proxyAddresses: z.array(z.string()),
    userType: z.enum(['Member', 'Guest']),
    accountEnabled: z.boolean(),
    roles: z.array(z.string()),
    appInstalled: z.boolean(),
    directoryOnly: z.boolean(),
  })
  .partial();

export const worldBody = z.strictObject({
  /** Adds `Microsoft.Communication/*` to the role definition that infra made. */
  widenRole: z.boolean().optional(),
  roleDefinitionActions: z.array(z.string()).optional(),
  removeRoleDefinition: z.boolean().optional(),
  /** Somebody else's application under this name; with `ownedBySendpass` its owner added Sendpass, so that writes are allowed. */
  squat: z.strictObject({ uniqueName: z.string(), ownedBySendpass: z.boolean().default(false) }).optional(),
  /** Changes a person, or adds one under a new id. */
  person: z.strictObject({ id: z.string().min(1), patch: personPatch }).optional(),
  maxPasswordLifetime: z.iso.duration().nullable().optional(),
  acsCreationClosed: z.boolean().optional(),
  deltaShowsPasswords: z.boolean().optional(),
  /** Replaces a name's TXT records; null: the name is gone. */
  txt: z.strictObject({ name: z.string().toLowerCase(), texts: z.array(z.string()).nullable() }).optional(),
  exchange: exchangeEdits.optional(),
});

/** Applies the edits; a sentence when one cannot be made. */
export function editWorld(context: Context, body: z.infer<typeof worldBody>): string | undefined {
  const { world } = context;
  const problem = editRole(world, body);
  if (problem !== undefined) return problem;
  if (body.squat !== undefined) squat(world, body.squat);
  if (body.person !== undefined) editPerson(context, body.person);
  if (body.maxPasswordLifetime !== undefined) world.maxPasswordLifetime = body.maxPasswordLifetime;
  if (body.acsCreationClosed !== undefined) world.acsCreationClosed = body.acsCreationClosed;
  if (body.deltaShowsPasswords !== undefined) world.deltaShowsPasswords = body.deltaShowsPasswords;
  if (body.txt !== undefined) editTxt(world, body.txt);
  return body.exchange === undefined ? undefined : editExchange(world, body.exchange);
}

function editTxt(world: World, { name, texts }: NonNullable<z.infer<typeof worldBody>['txt']>): void {
  if (texts === null) delete world.txt[name];
  else world.txt[name] = texts;
}

function editRole(world: World, body: z.infer<typeof worldBody>): string | undefined {
  const { widenRole, roleDefinitionActions, removeRoleDefinition } = body;
  if (widenRole !== true && roleDefinitionActions === undefined && removeRoleDefinition !== true) return undefined;
  const definition = world.roleDefinitions.find((each) => each.name === world.roleDefinitionId);
  const permission = definition?.permissions[0];
  if (definition === undefined || permission === undefined) return 'the role definition is not there any more';
  if (roleDefinitionActions !== undefined) permission.actions = [...roleDefinitionActions];
  if (widenRole === true) permission.actions.push('Microsoft.Communication/*');
  if (removeRoleDefinition === true) {
    world.roleDefinitions = world.roleDefinitions.filter((each) => each !== definition);
  }
  return undefined;
}

function squat(world: World, wish: { uniqueName: string; ownedBySendpass: boolean }): void {
  const stranger = world.people.find((each) => each.id === 'owner2')?.aadObjectId ?? randomUUID();
  const application = newApplication(world, {
    uniqueName: wish.uniqueName,
    displayName: 'Registered by somebody else',
    createdByAppId: 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c', // the Azure portal
    owners: wish.ownedBySendpass ? [stranger, world.self.principalId] : [stranger],
  });
  world.applications.push({ ...application, visibleAt: 0, tokenVisibleAt: 0 });
}

function editPerson({ world, seed }: Context, { id, patch }: NonNullable<z.infer<typeof worldBody>['person']>): void {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const known = world.people.find((each) => each.id === id);
  if (known !== undefined) {
    Object.assign(known, given);
    return;
  }
  const mail = `${id.toLowerCase()}@contoso.com`;
  const person: Person = {
    id,
    name: id,
    aadObjectId: seededGuid(seed, `person ${id}`),
    tenantId: world.tenantId,
    mail,
    proxyAddresses: [`SMTP:${patch.mail ?? mail}`],
    userType: 'Member',
    accountEnabled: true,
    slackUserId: `U${seededGuid(seed, `slack ${id}`).replaceAll('-', '').slice(0, 10).toUpperCase()}`,
    roles: [],
    appInstalled: true,
  };
  world.people.push(Object.assign(person, given));
}
