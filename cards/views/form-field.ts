import type { Block, Card, Input } from '../card.ts';
import { formCopy } from '../copy/request-form.ts';
import type { FormField } from '../copy/request-form.ts';
import { listing } from '../copy/words.ts';
import { user } from '../text.ts';

/** What a form has to show of itself, whichever it is. */
export type Filled = { values: Record<string, string>; errors: { field: string; message: string }[] };

/**
 * The first line after a refused submit: how many fields, and which. An error on no field – a look that was late, too many open requests – is no
 * field's: told to look at one, its reader would look for a mistake that is not there.
 */
export function errorStatus(errors: Filled['errors']): Card['status'] {
  if (errors.length === 0) return null;
  const fields = errors.map(({ field }) => field).filter(isField);
  const refused = { symbol: '✗', tone: 'attention' } as const;
  if (fields.length === 0) return { ...refused, word: 'not sent yet' };
  const word = fields.length === 1 ? 'one field needs another look' : `${fields.length} fields need another look`;
  return { ...refused, word, detail: [`– ${listing(fields.map(labelOf))}`] };
}

const isField = (field: string): field is FormField => Object.hasOwn(formCopy, field);

const labelOf = (field: FormField): string => formCopy[field].label.replace(/^@ /, '').replace(/\?$/, '');

/** An error on no field of this form must still be seen. */
export function unplaced({ errors }: Filled): Block[] {
  return errors
    .filter((error) => !isField(error.field))
    .map((error) => ({ block: 'text', tone: 'attention', text: user(`✗ ${error.message}`) }));
}

export const pair = (left: Block, right: Block): Block => ({ block: 'columns', left: [left], right: [right] });

type Kind = Input extends infer Each
  ? Each extends Input
    ? Omit<Each, 'field' | 'label' | 'hint' | 'placeholder' | 'required' | 'value' | 'error' | 'missing'>
    : never
  : never;

export function input(view: Filled, field: FormField, kind: Kind, required = true): Block {
  const { missing, label, ...more } = formCopy[field];
  const messages = view.errors.filter((error) => error.field === field).map((error) => error.message);
  return {
    block: 'input',
    input: {
      ...kind,
      ...more,
      field,
      label: required ? label : `${label} (optional)`,
      required,
      missing,
      value: Object.hasOwn(view.values, field) ? (view.values[field] ?? '') : '',
      error: messages.length === 0 ? null : messages.join(' '),
    },
  };
}
