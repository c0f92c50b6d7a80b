// Block Kit, as it went over the wire, drawn as text.
import { wrap } from './draw-card.ts';
import type { Json } from './sandbox-client.ts';

const isNode = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const nodes = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isNode) : []);
const words = (value: unknown): string => (typeof value === 'string' ? value : '');
const textOf = (value: unknown): string => (isNode(value) ? unmarked(words(value['text'])) : '');

/** Lines of a message, a modal's body or App Home, at most `width` wide. `filled` shows what a person typed into the inputs. */
export function drawBlocks(blocks: unknown, width: number, filled: Json = {}): string[] {
  const lines = nodes(blocks).flatMap((block, index) => [
    ...(index > 0 && opensParagraph(block) ? [''] : []),
    ...drawBlock(block, width, filled),
  ]);
  return lines.map((line) => line.replaceAll('\u00a0', ' '));
}

/** Facts, and a heading: rich text that is one bold run. */
function opensParagraph({ type, fields, elements }: Json): boolean {
  const runs = nodes(nodes(elements)[0]?.['elements']);
  const style = runs.length === 1 ? runs[0]?.['style'] : undefined;
  return nodes(fields).length > 0 || (type === 'rich_text' && isNode(style) && style['bold'] === true);
}

/** With its title above and its buttons below, as Slack shows it. */
export function drawModal(view: Json, width: number, filled: Json = {}): string[] {
  const buttons = [view['close'], view['submit']].map(textOf).filter(Boolean);
  const last = buttons.length === 0 ? [] : ['', buttons.map((each) => `[ ${each} ]`).join('  ')];
  return [textOf(view['title']), '', ...drawBlocks(view['blocks'], width, filled), ...last];
}

function drawBlock(block: Json, width: number, filled: Json): string[] {
  switch (block['type']) {
    case 'header':
      return wrap(textOf(block['text']), width);
    case 'rich_text':
      return nodes(block['elements']).flatMap((part) => drawPart(part, width));
    case 'section':
      return [textOf(block['text']), ...nodes(block['fields']).map(fieldOf)]
        .filter(Boolean)
        .flatMap((each) => hanging(each, width));
    case 'context':
      return wrap(nodes(block['elements']).map(textOf).join(' '), width);
    case 'divider':
      return [''];
    case 'actions':
      return ['', nodes(block['elements']).map(buttonOf).join('  ')];
    case 'input':
      return drawInput(block, filled);
    default:
      return [];
  }
}

function drawPart(part: Json, width: number): string[] {
  const said = nodes(part['elements']).map(runOf).join('');
  if (part['type'] === 'rich_text_preformatted') return said.split('\n').map((line) => `  ${line}`);
  if (part['type'] === 'rich_text_quote') return wrap(said, width - 2).map((line) => `▏ ${line}`);
  return wrap(said, width);
}

const runOf = (run: Json): string =>
  run['type'] === 'date' ? dateOf(Number(run['timestamp']), words(run['format'])) : bare(words(run['text']));

function dateOf(seconds: number, format: string): string {
  const date = new Date(seconds * 1000);
  const day = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  const shown = [
    ...(format.includes('{date') ? [date.toLocaleDateString('en-GB', day)] : []),
    ...(format.includes('{time') ? [date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })] : []),
  ];
  return shown.join(' ');
}

/** A label over its value is a fact. */
function fieldOf(field: Json): string {
  const [label = '', ...value] = textOf(field).split('\n');
  return `${label.padEnd(12)} ${value.join(' ')}`;
}

function hanging(line: string, width: number): string[] {
  const [first = '', ...rest] = wrap(line, width - 13);
  return [first, ...rest.map((each) => `${' '.repeat(13)}${each}`)];
}

const buttonOf = (element: Json): string => `[ ${element['type'] === 'overflow' ? '⋯' : textOf(element['text'])} ]`;

function drawInput(block: Json, filled: Json): string[] {
  const element = isNode(block['element']) ? block['element'] : {};
  const value = filled[words(block['block_id'])] ?? initialOf(element);
  const choice = nodes(element['options']).find((each) => each['value'] === value);
  const shown = choice ? textOf(choice['text']) : String(value);
  return [`${textOf(block['label']).padEnd(28)} ${shown === '' ? '·' : shown}`];
}

const initialOf = (element: Json): unknown =>
  element['initial_value'] ?? (isNode(element['initial_option']) ? element['initial_option']['value'] : '');

/** Without the marks that hold left-to-right and right-to-left apart; what is indented by no-break spaces stays so, a little less. */
const bare = (text: string): string =>
  text.replaceAll(/[\u2060\u2066-\u2069]/g, '').replaceAll(/\u00a0{4,}/g, '\u00a0\u00a0\u00a0\u00a0');

/** mrkdwn as plain text: dates, bold, entities. */
const unmarked = (text: string): string =>
  bare(text)
    .replaceAll(/<!date\^(\d+)\^([^|>]+)[^>]*>/g, (_, seconds: string, format: string) =>
      dateOf(Number(seconds), format),
    )
    .replaceAll(/(^|\s)\*([^*\n]+)\*/g, '$1$2')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
