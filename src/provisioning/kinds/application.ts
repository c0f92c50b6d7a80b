import { asSendpassError, SendpassError } from '../../shared/errors.ts';
import { displayNameOf, installationTag, isOurPassword, tagsOf, uniqueNameOf } from '../names.ts';
import { notesOf } from '../notes.ts';
import type { Application } from '../port-entra.ts';
import { stepOf } from '../run.ts';
import type { Run } from '../run.ts';
import { secretEnd } from '../secret-end.ts';
import type { Made } from '../write-step.ts';
import { isSettled, presence, removeUntilGone } from './kind.ts';
import type { Kind } from './kind.ts';

/** The app registration, by `uniqueName`. Whose it is, is checked before it is written to and after every "it existed". */
export const application: Kind = {
  async look(run) {
    // The upsert would write our tags and notes onto somebody else's application: look first, so that nothing of it is touched.
    const found = await find(run);
    if (found) await checkOurs(run, found);
    return {};
  },
  intent: (run) => ({ name: uniqueNameOf(run.named), facts: {} }),
  ensure,
  async observe(run) {
    return presence(run, stepOf(run, 'application'), (await find(run)) !== undefined);
  },
  remove: (run, memory) =>
    removeUntilGone(run, stepOf(run, 'application'), memory, {
      what: 'the app registration',
      async find() {
        const found = await find(run);
        // Somebody else's application under our name stays: it is the reason why this sender never had one.
        if (found && (await foreignSigns(run, found)).length > 0 && stepOf(run, 'application').doneAt === null) {
          memory.removed = true;
          return undefined;
        }
        return found;
      },
      remove: (found) => run.deps.entra.deleteApplication(found.id),
    }),
};

const find = (run: Run): Promise<Application | undefined> => run.deps.entra.findApplication(uniqueNameOf(run.named));

async function ensure(run: Run): Promise<Made> {
  const { entra, installationId } = run.deps;
  const { desired } = run;
  await bringBack(run);
  const wish = {
    uniqueName: uniqueNameOf(run.named),
    displayName: displayNameOf(desired.appName),
    ...(await requiredRole(run)),
    tags: tagsOf(run.named, installationId),
    notes: notesOf({
      desired,
      ...run.story,
      requestId: run.route.requestId,
      secretEndsAt: secretEnd(run.deps.clock.now(), desired.lifetime, run.deps.timeZone),
    }),
  };
  const answer = await entra.upsertApplication(wish).catch(async (thrown: unknown) => {
    // With the permission OwnedBy a write to somebody else's application is refused as if the permission were missing.
    const found = asSendpassError(thrown).kind === 'needs-person' ? await find(run) : undefined;
    if (found) await checkOurs(run, found);
    throw thrown;
  });
  const made = answer.created && answer.application ? answer.application : await find(run);
  if (made === undefined)
    throw new SendpassError({
      code: 'replicating',
      kind: 'not-yet',
      advice: 'Entra has not replicated the new application yet – usually under 2 minutes.',
    });
  await checkOurs(run, made);
  return { externalId: made.id, facts: { appId: made.appId } };
}

/** A uniqueName can be squatted, and what was found is not what was made: names whatever a sender's application would not have. */
async function foreignSigns(run: Run, found: Application): Promise<string[]> {
  const { entra, installationId } = run.deps;
  const signs: string[] = [];
  if (found.createdByAppId?.toLowerCase() !== entra.ownAppId.toLowerCase()) signs.push('somebody else registered it');
  if (!found.tags.includes(installationTag(installationId))) signs.push('it lacks the tag of this installation');
  if (found.ownerIds.length > 0) signs.push(`it has ${found.ownerIds.length} other owner(s)`);
  if (found.keyCredentialCount > 0) signs.push('it holds certificates');
  if (found.federatedCredentialCount > 0) signs.push('it trusts federated credentials');
  if (await asksForMore(run, found)) signs.push('it asks for API permissions');
  if (found.passwords.some((each) => !isOurPassword(each.displayName)))
    signs.push('it holds secrets Sendpass did not make');
  return signs;
}

/** Beyond the one permission the relay needs. */
async function asksForMore(
  run: Run,
  { requiredResourceAccess, requiredResourceAccessCount }: Application,
): Promise<boolean> {
  if (requiredResourceAccessCount === 0) return false;
  const { requiredRole: ours } = await requiredRole(run);
  if (ours === undefined) return true;
  return !requiredResourceAccess.every(
    (each) => each.resourceAppId === ours.resourceAppId && each.roleIds.every((id) => id === ours.roleId),
  );
}

/** What the application asks for, where its relay needs a consent. Exactly this: nothing that was there before stays. */
async function requiredRole(run: Run): Promise<{ requiredRole?: { resourceAppId: string; roleId: string } }> {
  if (!run.relay.asksConsent(run.desired)) return {};
  const { resourceAppId, roleId } = await run.deps.entra.smtpSendRole();
  return { requiredRole: { resourceAppId, roleId } };
}

async function checkOurs(run: Run, found: Application): Promise<void> {
  const signs = await foreignSigns(run, found);
  if (signs.length === 0) return;
  throw new SendpassError({
    code: 'application-not-ours',
    kind: 'needs-person',
    advice: `An application called ${found.uniqueName ?? found.displayName} (${found.appId}) is there already, and it is not ours: ${signs.join(', ')}. Sendpass touched nothing.`,
  });
}

/**
 * A retired sender that starts again keeps its client id. The upsert must not come before every replica shows what was restored: it would make a
 * second one. Where Entra has dropped it by now, a new one is made.
 */
async function bringBack(run: Run): Promise<void> {
  const id = stepOf(run, 'application').facts['restore'];
  if (id === undefined || (await find(run))) return;
  const restored = await run.deps.entra.restoreApplication(id);
  if (!restored && isSettled(run, stepOf(run, 'application'))) return;
  throw new SendpassError({
    code: 'replicating',
    kind: 'not-yet',
    advice: 'Waiting until Entra shows the restored app registration – usually under 2 minutes.',
  });
}
