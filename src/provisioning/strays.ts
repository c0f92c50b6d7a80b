import { isOurPassword, passwordNameOf, uniqueNameOf } from './names.ts';
import type { Named } from './names.ts';
import type { ConvergeDeps, ConvergeRepos } from './converge-deps.ts';
import type { Application, Entra } from './port-entra.ts';

/** The sender's application as Entra shows it now, or undefined – which within the settling time says nothing. */
export const findOwnApplication = (entra: Entra, named: Named): Promise<Application | undefined> =>
  entra.findApplication(uniqueNameOf(named));

/** When the sweep looks again after an uncertain addPassword: replicas may show a stray minutes later. Then daily. */
const rounds = [15_000, 2 * 60_000, 15 * 60_000];
const daily = 24 * 60 * 60_000;

/**
 * Asked for whenever a reply of addPassword may have been lost. Each round has a key of its own: a look that waits already must not stand in
 * for the first quick looks of a later incident.
 */
export function enqueueSweep(repos: Pick<ConvergeRepos, 'jobs'>, senderId: string, round = 0): Promise<void> {
  const soon = rounds[round];
  const key = `${senderId}:${soon === undefined ? 'daily' : round}`;
  return repos.jobs.enqueue({ name: 'sweep', key, data: { senderId, round } }, soon ?? daily);
}

/**
 * Removes passwords of ours that no credential knows. The application is read before our rows are: every password seen was then
 * intended in a row we are about to read, so a credential issued meanwhile cannot be taken for a stray.
 * Returns how many were removed.
 */
export async function sweepStrays(deps: ConvergeDeps, senderId: string): Promise<number> {
  const routes = await deps.transact((repos) => repos.senders.routes(senderId));
  let removed = 0;
  for (const { id, generation } of routes)
    removed += await sweepRoute(deps, { senderId, routeId: id, named: { id: senderId, generation } });
  return removed;
}

async function sweepRoute(
  deps: ConvergeDeps,
  { senderId, routeId, named }: { senderId: string; routeId: string; named: Named },
): Promise<number> {
  const application = await findOwnApplication(deps.entra, named);
  if (!application) return 0;
  const credentials = await deps.transact(({ senders }) => senders.credentials(routeId));
  const known = new Set(credentials.flatMap((each) => each.keyId ?? []));
  // An issue in progress looks after its own operation.
  const inProgress = new Set(
    credentials.filter((each) => each.state === 'intended').map((each) => passwordNameOf(each.operationId)),
  );
  const strays = application.passwords.filter(
    (each) => isOurPassword(each.displayName) && !known.has(each.keyId) && !inProgress.has(each.displayName ?? ''),
  );
  for (const stray of strays) {
    await deps.entra.removePassword(application.id, stray.keyId);
    await deps.transact((repos) =>
      repos.audit.append({
        type: 'credential-removed',
        actor: 'sendpass',
        subject: `sender:${senderId}`,
        data: { keyId: stray.keyId, why: 'left behind by an interrupted step' },
      }),
    );
  }
  return strays.length;
}
