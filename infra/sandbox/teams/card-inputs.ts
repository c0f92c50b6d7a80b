// What the Teams client does before it sends a card's inputs: fills in what was not touched, and refuses what the card's own rules refuse.
import { isNode, type CardInput } from './card-tree.ts';

export type FieldProblem = { id: string; message: string };
type Given = Record<string, unknown>;

/** The values the client would send: untouched inputs with the value the card gave them; everything as text. */
export function fillInputs(inputs: CardInput[], given: Given): Record<string, string> {
  const values: Record<string, string> = {};
  for (const input of inputs) values[input.id] = asText(given[input.id] ?? initial(input));
  for (const [id, value] of Object.entries(given)) values[id] ??= asText(value);
  return values;
}

function initial(input: CardInput): unknown {
  if (input['type'] !== 'Input.Toggle') return input['value'] ?? '';
  const { value, valueOff = 'false' } = input;
  return value ?? valueOff;
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(asText).join(',');
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** What the client refuses, each on its field. Inputs the card does not have are refused too: no client could send them. */
export function checkInputs(inputs: CardInput[], given: Given): FieldProblem[] {
  const values = fillInputs(inputs, given);
  const problems: FieldProblem[] = [];
  for (const input of inputs) {
    const wrong = problemOf(input, values[input.id] ?? '');
    if (wrong === undefined) continue;
    const own = input['errorMessage'];
    problems.push({ id: input.id, message: typeof own === 'string' ? own : wrong });
  }
  const known = new Set(inputs.map((each) => each.id));
  for (const id of Object.keys(given)) {
    if (!known.has(id)) problems.push({ id, message: `the card has no input "${id}"` });
  }
  return problems;
}

function problemOf(input: CardInput, value: string): string | undefined {
  if (input['isRequired'] === true) {
    const off = input['type'] === 'Input.Toggle' && value !== (input['valueOn'] ?? 'true');
    if (value.trim() === '' || off) return 'this input is required';
  }
  if (value === '') return undefined;
  switch (input['type']) {
    case 'Input.Text':
      return textProblem(input, value);
    case 'Input.Number':
      if (!Number.isFinite(Number(value))) return 'this input takes a number';
      return rangeProblem(input, Number(value), Number);
    case 'Input.Date':
    case 'Input.Time':
      return rangeProblem(input, value, String);
    case 'Input.ChoiceSet':
      return choiceProblem(input, value);
    default:
      return undefined;
  }
}

function textProblem(input: CardInput, value: string): string | undefined {
  const { maxLength, regex } = input;
  if (typeof maxLength === 'number' && value.length > maxLength) return `at most ${maxLength} characters`;
  if (typeof regex === 'string' && !new RegExp(regex).test(value)) return `does not match ${regex}`;
  return undefined;
}

function rangeProblem<T extends number | string>(
  input: CardInput,
  value: T,
  read: (raw: unknown) => T,
): string | undefined {
  if (input['min'] !== undefined && value < read(input['min'])) return `not below ${read(input['min'])}`;
  if (input['max'] !== undefined && value > read(input['max'])) return `not above ${read(input['max'])}`;
  return undefined;
}

/** A list that Teams fills from elsewhere (people picker) has values the card does not name. */
function choiceProblem(input: CardInput, value: string): string | undefined {
  if (isNode(input['choices.data'])) return undefined;
  const { choices, isMultiSelect } = input;
  const offered = (Array.isArray(choices) ? choices : []).filter(isNode).map((each) => each['value']);
  const chosen = isMultiSelect === true ? value.split(',') : [value];
  const foreign = chosen.find((each) => !offered.includes(each));
  return foreign === undefined ? undefined : `"${foreign}" is not one of the choices`;
}
