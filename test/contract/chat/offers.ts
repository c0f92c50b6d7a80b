import type { Button, Card, Input } from '../../../cards/card.ts';
import { cardOf } from '../../../cards/card-of.ts';
import type { ActionName } from '../../../src/chat/action-name.ts';
import type { View } from '../../../src/chat/view.ts';
import { sampleViews } from '../../unit/cards/sample-views.ts';

export type Pressable = Exclude<Button, { button: 'link' }>;

/** Where a person finds an action: a button of a card that is posted, or the button that sends a dialog. */
export type Offer =
  | { by: 'button'; view: View; button: Pressable }
  | { by: 'submit'; view: View; submit: Submit; inputs: Record<string, string> };
type Submit = NonNullable<NonNullable<Card['dialog']>['submit']>;

/** The first sample view that offers it, as it looks on a usual day. */
export function offerOf(action: ActionName): Offer | undefined {
  for (const view of Object.values(sampleViews())) {
    const card = cardOf(view);
    const { submit = null } = card.dialog ?? {};
    if (submit?.verb === action) return { by: 'submit', view, submit, inputs: filled(card) };
    const button = card.dialog
      ? undefined
      : card.buttons.find((each) => each.button !== 'link' && each.verb === action);
    if (button && button.button !== 'link') return { by: 'button', view, button };
  }
  return undefined;
}

/** Something in every field that must be filled in: clients send no form without. */
const filled = ({ blocks }: Card): Record<string, string> =>
  Object.fromEntries(
    inputsOf(blocks)
      .filter((input) => input.required && !isFilled(input))
      .map((input) => [input.field, something(input)]),
  );

const isFilled = ({ input, value }: Input): boolean => (input === 'number' ? /^\d+$/.test(value) : value !== '');

const inputsOf = (blocks: Card['blocks']): Input[] =>
  blocks.flatMap((block) => {
    if (block.block === 'input') return [block.input];
    if (block.block === 'columns') return inputsOf([...block.left, ...block.right]);
    return block.block === 'section' ? inputsOf(block.blocks) : [];
  });

function something(input: Input): string {
  if (input.input === 'number') return String(input.min);
  if (input.input === 'date') return '2026-12-01';
  return 'choices' in input ? (input.choices[0]?.value ?? '') : 'something';
}
