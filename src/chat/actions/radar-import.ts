import type { Handler } from '../actions.ts';
import { closeDialog, toast } from '../answers.ts';
import { importRadar } from '../import-radar.ts';
import { mayUseRadar } from '../may-use-radar.ts';
import type { Reply } from '../reply.ts';

/** What the adapter caps a field at (interaction.ts): a text as long as that was cut off, and its last rows are missing. */
const cutAt = 4_000;

export const radarImportOpen: Handler = async (deps, { actor }) => {
  const may = await mayUseRadar(deps, actor.id);
  return may === true ? dialog('', null) : toast(may);
};

/** What is wrong stands under the field, and nothing was imported. */
export const radarImportSubmit: Handler = async (deps, { actor }, { pasted = '' }) => {
  const may = await mayUseRadar(deps, actor.id);
  if (may !== true) return toast(may);
  if (pasted.length >= cutAt)
    return dialog(pasted, 'That is longer than a field holds. Attach the file to a message to Sendpass instead.');
  const taken = await importRadar(deps, { text: pasted, name: 'pasted text', actorId: actor.id });
  if (!taken.ok) return dialog(pasted, taken.why);
  const { added, renewed, leftOutLines } = taken.imported;
  const left = leftOutLines.length === 0 ? '' : ` Not read: line ${leftOutLines.join(', ')}.`;
  return closeDialog(`Imported: ${added} new, ${renewed} seen before.${left} Type radar to see what stops.`);
};

const dialog = (pasted: string, error: string | null): Reply => ({
  type: 'dialog',
  view: { view: 'radar-import', pasted, error },
});
