import type { View } from '../../src/chat/view.ts';
import type { Block, Card, Input } from '../card.ts';
import { clean, shorten } from '../clean.ts';
import { cardOf } from '../card-of.ts';
import { slackShown } from '../limits-slack.ts';

const partsOf = (block: Block): Block[] => {
  if (block.block === 'columns') return [...block.left, ...block.right].flatMap(partsOf);
  return block.block === 'section' ? block.blocks.flatMap(partsOf) : [block];
};

/**
 * The errors of a form by block id, for `response_action: errors`: Slack shows them on the fields and keeps what was typed. Null when that
 * would not say everything (an error belongs to no field) or nothing is wrong: then the view is drawn anew.
 */
export function renderErrors(what: View | Card): Record<string, string> | null {
  const card = 'view' in what ? cardOf(what) : what;
  const parts = card.blocks.flatMap(partsOf);
  const inputs = parts.flatMap((part): Input[] => (part.block === 'input' ? [part.input] : []));
  const wrong = inputs.flatMap(({ field, error }) =>
    error === null ? [] : [[field, shorten(clean(error), slackShown.error) || '–'] as const],
  );
  const isUnplaced = parts.some((part) => part.block === 'text' && part.tone === 'attention');
  return wrong.length === 0 || isUnplaced ? null : Object.fromEntries(wrong);
}
