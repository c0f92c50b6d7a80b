import type { Rotation } from '../../senders/rotation.ts';
import type { Credential } from '../../senders/sender.ts';
import { SendpassError } from '../../shared/errors.ts';
import type { ConvergeRepos } from '../converge-deps.ts';
import { interrupted, stepOf } from '../run.ts';
import type { Run } from '../run.ts';
import { changeSender, closeTasksOf } from '../write-step.ts';

/** A rotation in this process: the row, kept current as it is written, and a run that is about the new credential alone. */
export type Held = {
  parent: Run;
  run: Run;
  rotation: Rotation;
};

export function hold(parent: Run, rotation: Rotation): Held {
  const credential = parent.credentials.find((each) => each.id === rotation.credentialId);
  if (!credential)
    throw new SendpassError({ code: 'credential-missing', kind: 'bug', advice: 'The new secret has no credential.' });
  // The route's own step stays done, as the old secret is; here it stands for the new one.
  const secret = { ...stepOf(parent, 'secret'), intendedAt: rotation.intendedAt, doneAt: rotation.intendedAt };
  const held: Held = {
    parent,
    rotation,
    run: {
      ...parent,
      steps: new Map(parent.steps).set('secret', secret),
      credentials: [credential],
      // The parent's own would be bound to the parent.
      noteWaits: async (error) => {
        if (held.rotation.reasonCode === error.code && held.rotation.reason === error.advice) return;
        await save(held, { reason: error.advice, reasonCode: error.code });
      },
    },
  };
  return held;
}

export const newOf = ({ run }: Held): Credential => {
  const [credential] = run.credentials;
  if (credential) return credential;
  throw new SendpassError({ code: 'credential-missing', kind: 'bug', advice: 'The new secret has no credential.' });
};

export const oldOf = ({ parent, rotation }: Held): Credential[] =>
  parent.credentials.filter((each) => rotation.removes.includes(each.id));

/**
 * Writes a change of the rotation. Somebody may have called it off, reported a leak or stopped the sender meanwhile: then nothing is written, and
 * the run ends, so that the next one works towards what is wanted now.
 */
export async function save(
  held: Held,
  change: Partial<Rotation>,
  also?: (repos: ConvergeRepos) => Promise<void>,
): Promise<void> {
  const { rotation, run } = held;
  let next = rotation;
  const sender = await changeSender(
    run,
    // Counts the version up: of this and a click at the same time one is done again.
    (stored) => stored,
    async (repos) => {
      const stored = await repos.senders.rotation(run.sender.id);
      if (stored?.id !== rotation.id || stored.state !== rotation.state) throw interrupted();
      next = { ...stored, ...change };
      await repos.senders.saveRotation(next);
      if (change.reasonCode === null && stored.reasonCode !== null)
        await closeTasksOf(repos, run.named, stored.reasonCode);
      await also?.(repos);
    },
  );
  held.rotation = next;
  held.parent.sender = sender;
}

/** What it waited for is over. */
export const nothingWaits = { reason: null, reasonCode: null } as const;
