// Modals and App Homes: made, changed, stacked, closed. What a person has typed lives in `state.values` and outlives an update where block
// and element keep their ids.
import { randomBytes } from 'node:crypto';
import type { Context } from '../context.ts';
import { withIds } from './blocks.ts';
import { freshId } from './ids.ts';
import type { Node } from './node.ts';
import { announce, slackOf, type View } from './state.ts';

export function newView(context: Context, definition: Node, stack: View[]): View {
  const { teamId, appId, botId } = context.world.slack;
  const id = freshId('V');
  return {
    ...defaults,
    ...definition,
    blocks: withIds(definition['blocks'] as Node[]),
    id,
    type: definition['type'] as View['type'],
    external_id: (definition['external_id'] as string | undefined) ?? '',
    team_id: teamId,
    app_id: appId,
    app_installed_team_id: teamId,
    bot_id: botId,
    hash: newHash(context),
    state: { values: {} },
    root_view_id: stack[0]?.id ?? id,
    previous_view_id: stack.at(-1)?.id ?? null,
  };
}

const defaults = {
  private_metadata: '',
  callback_id: '',
  title: null,
  submit: null,
  close: null,
  clear_on_close: false,
  notify_on_close: false,
};

const newHash = ({ world }: Context): string => `${Math.floor(world.now() / 1000)}.${randomBytes(4).toString('hex')}`;

/** Replaces what a view shows, not who it is. */
export function redefine(context: Context, view: View, definition: Node): void {
  const { id, root_view_id: root, previous_view_id: previous, state } = view;
  const fresh = newView(context, definition, []);
  const external = (definition['external_id'] as string | undefined) ?? view.external_id;
  Object.assign(view, fresh, { id, state, external_id: external, root_view_id: root, previous_view_id: previous });
}

export const modalsOf = (context: Context, user: string): View[] => slackOf(context).modals.get(user) ?? [];

export function setModals(context: Context, user: string, stack: View[]): void {
  slackOf(context).modals.set(user, stack);
  announce(context, { type: 'views', conversation: user, message: stack.at(-1)?.id ?? '' });
}

/** The open modal with this id or external id, and whose it is. */
export function findModal(context: Context, wanted: (view: View) => boolean): { view: View; user: string } | undefined {
  for (const [user, stack] of slackOf(context).modals) {
    const view = stack.find(wanted);
    if (view !== undefined) return { view, user };
  }
  return undefined;
}

/** True when another open view has it: it is unique in a workspace. */
export function isTaken(context: Context, externalId: unknown, except?: string): boolean {
  if (typeof externalId !== 'string' || externalId === '') return false;
  const homes = [...slackOf(context).homes.values()];
  const views = [...slackOf(context).modals.values()].flat().concat(homes);
  return views.some((each) => each.external_id === externalId && each.id !== except);
}
