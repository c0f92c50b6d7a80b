import type { Choice, Input } from '../card.ts';
import { clean, shorten } from '../clean.ts';
import type { Context, Json } from './context.ts';
import { toMarkdown, toPlain } from './text.ts';

/** The input, its hint, and the server's error directly under it: Teams cannot mark an input after it was sent. */
export function inputElements(input: Input, context: Context): Json[] {
  const { limits } = context;
  const elements: Json[] = [
    {
      id: input.field,
      label: toPlain(input.label, limits.factValue),
      isRequired: input.required,
      errorMessage: toPlain(input.missing, limits.error),
      ...specific(input, context),
    },
  ];
  if (input.error !== null)
    elements.push({
      type: 'TextBlock',
      text: `✗ ${toMarkdown([{ user: input.error }], limits.error, null)}`,
      color: 'Attention',
      weight: 'Bolder',
      wrap: true,
      spacing: 'Small',
    });
  else if (input.hint !== undefined)
    elements.push({
      type: 'TextBlock',
      text: toMarkdown([input.hint], limits.error, null),
      isSubtle: true,
      size: 'Small',
      wrap: true,
      spacing: 'Small',
    });
  return elements;
}

function specific(input: Input, context: Context): Json {
  const value = shorten(clean(input.value), context.limits.inputValue);
  switch (input.input) {
    case 'text':
    case 'multiline':
      return {
        type: 'Input.Text',
        maxLength: input.maxLength,
        value: input.input === 'text' ? value.replace(/\s+/g, ' ') : value,
        ...(input.input === 'multiline' ? { isMultiline: true } : {}),
        ...(input.placeholder === undefined ? {} : { placeholder: input.placeholder }),
      };
    case 'number': {
      const number = Number(value);
      // What is no number cannot stand in a number field; the error under it says what is wanted.
      const kept = value.trim() !== '' && Number.isFinite(number) ? { value: number } : {};
      return { type: 'Input.Number', min: input.min, max: input.max, ...kept };
    }
    case 'choice':
      return {
        type: 'Input.ChoiceSet',
        style: input.look === 'radio' ? 'expanded' : 'compact',
        wrap: true,
        ...(input.look === 'radio' ? {} : { placeholder: 'Choose…' }),
        choices: choices(input.choices, value, context),
        value: chosen(input.choices, value),
      };
    case 'choices':
      return several(input, value, context);
    case 'date':
      return { type: 'Input.Date', ...(/^\d{4}-\d\d-\d\d$/.test(value) ? { value } : {}) };
    case 'person':
      return {
        type: 'Input.ChoiceSet',
        style: 'filtered',
        placeholder: 'Type a name',
        choices: choices(input.choices, value, context),
        // Searches the whole directory in Teams; other hosts show the static choices. The value is the Entra object id in both.
        'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
        value,
      };
  }
}

function several(input: Extract<Input, { input: 'choices' }>, value: string, context: Context): Json {
  return {
    type: 'Input.ChoiceSet',
    isMultiSelect: true,
    style: input.look === 'checks' ? 'expanded' : 'compact',
    wrap: true,
    choices: choices(input.choices, value, context),
    value: value
      .split(',')
      .filter((each) => chosen(input.choices, each) !== '')
      .join(','),
  };
}

/** The chosen one stays in the list even when the list is cut. */
function choices(all: Choice[], value: string, context: Context): Json[] {
  const kept = all.filter((choice, index) => index < context.limits.choices || choice.value === value);
  return kept.map((choice) => ({
    title: toPlain(choice.title, context.limits.choiceTitle) || choice.value,
    value: choice.value,
  }));
}

const chosen = (all: Choice[], value: string): string => (all.some((choice) => choice.value === value) ? value : '');
