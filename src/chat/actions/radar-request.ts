import { likelyOwner } from '../../watch/radar/likely-owner.ts';
import type { LikelyOwner } from '../../watch/radar/likely-owner.ts';
import type { Handler } from '../actions.ts';
import { gone, toast } from '../answers.ts';
import { withDeadline } from '../deadline.ts';
import type { ChatDeps } from '../deps.ts';
import { mayUseRadar } from '../may-use-radar.ts';
import { radarPageRows } from '../views/radar.ts';
import { radarValues, requestFormView } from '../views/request-form.ts';

/** Which of those on the page? */
export const radarChoose: Handler = async (deps, { actor }, { page = '' }) => {
  const may = await mayUseRadar(deps, actor.id);
  if (may !== true) return toast(may);
  const no = Math.max(1, Number.parseInt(page, 10) || 1);
  const rows = await deps.transact(({ radar }) =>
    radar.page({ offset: (no - 1) * radarPageRows, limit: radarPageRows }),
  );
  if (rows.length === 0) return toast('Nothing on this page is left without a sender.');
  const choices = rows.map(({ address }) => ({ value: address, title: address }));
  return { type: 'dialog', view: { view: 'radar-choose', choices } };
};

/** The request form, filled in from what the report says about the address. What is then sent is a request like any other. */
export const radarRequest: Handler = async (deps, { actor }, { address = '' }) => {
  const may = await mayUseRadar(deps, actor.id);
  if (may !== true) return toast(may);
  const client = await deps.transact(({ radar }) => radar.get(address));
  if (!client) return gone;
  const owner = await ownerInTime(deps, client.address);
  return deps.transact(async (repos) => {
    const values = radarValues(deps.policy, { client, owner });
    const known = owner.kind === 'person' && owner.personId !== actor.id && (await repos.people.get(owner.personId));
    const filled = known ? { ...values, onBehalfOf: known.id } : values;
    return { type: 'dialog', view: await requestFormView(repos, deps, actor.id, { values: filled }) };
  });
};

const ownerMs = 1_000;

async function ownerInTime(deps: ChatDeps, address: string): Promise<LikelyOwner> {
  const looked = await withDeadline(deps.clock, ownerMs, () => likelyOwner(deps.directory, address));
  return looked.ok ? looked.result : { kind: 'unknown' };
}
