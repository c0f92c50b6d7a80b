import type { Handler } from '../actions.ts';
import { toast } from '../answers.ts';
import { help } from '../commands/help.ts';

/** The same as the command, from a button. */
export const helpOpen: Handler = async (deps, interaction) => {
  const reply = await help(deps, interaction, '');
  return reply.type === 'message' ? { type: 'dialog', view: reply.view } : toast('Type help.');
};
