import type { Handler } from '../actions.ts';
import { toast } from '../answers.ts';
import { mayUseRadar } from '../may-use-radar.ts';
import { radarView } from '../views/radar.ts';

/** Runs in a job (receive.ts); the page is a card of its own. */
export const radarPage: Handler = async (deps, { actor }, { page = '' }) => {
  const may = await mayUseRadar(deps, actor.id);
  if (may !== true) return toast(may);
  return { type: 'message', view: await radarView(deps, { page: Number.parseInt(page, 10) || 1 }) };
};
