import { decideRequest } from '../../../src/requests/decide.ts';
import type { DecideInput } from '../../../src/requests/decide.ts';
import { editRequest } from '../../../src/requests/edit.ts';
import { withdrawRequest } from '../../../src/requests/withdraw.ts';
import { approver, facts, form, owner } from './support.ts';
import type { world } from './support.ts';

export const day = 24 * 3600_000;
export type World = ReturnType<typeof world>;

export const decide = (w: World, requestId: string, input: Partial<DecideInput> = {}) =>
  w.transact((repos) =>
    decideRequest(
      repos,
      {
        requestId,
        version: 1,
        actorId: approver.id,
        approverOf: [0],
        linkedSince: null,
        verdict: 'approved',
        reason: null,
        ...input,
      },
      w.deps,
    ),
  );
export const edit = (w: World, requestId: string, version: number, changed: Record<string, string>, actor = owner) =>
  w.transact((repos) => editRequest(repos, { requestId, version, form: form(changed), facts: facts(), actor }, w.deps));
export const withdraw = (w: World, requestId: string, version: number, actorId = owner.id) =>
  w.transact((repos) => withdrawRequest(repos, { requestId, version, actorId }, w.deps));
export const converges = (w: World) => w.takeJobs().filter(({ job }) => job.name === 'converge');
