// An Adaptive Card, as it went over the wire, drawn as text.
import type { Json } from './sandbox-client.ts';

const isNode = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const nodes = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isNode) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Lines of the card, at most `width` wide, buttons last. `filled` shows what a person typed into the inputs. */
export function drawCard(card: Json, width: number, filled: Json = {}): string[] {
  const lines = nodes(card['body']).flatMap((node) => drawNode(node, width, filled));
  const buttons = nodes(card['actions']).map((action) => `[ ${text(action['title'])} ]`);
  if (buttons.length > 0) lines.push('', buttons.join('  '));
  return lines;
}

function drawNode(node: Json, width: number, filled: Json): string[] {
  const type = text(node['type']);
  const gap = node['spacing'] === 'Medium' || node['separator'] === true ? [''] : [];
  if (type === 'TextBlock') return [...gap, ...wrap(plain(text(node['text'])), width)];
  if (type === 'RichTextBlock')
    return [
      ...gap,
      ...wrap(
        nodes(node['inlines'])
          .map((run) => text(run['text']))
          .join(''),
        width,
      ),
    ];
  if (type === 'CodeBlock')
    return text(node['codeSnippet'])
      .split('\n')
      .map((line) => `  ${line}`);
  if (type === 'FactSet') return [...gap, ...nodes(node['facts']).flatMap((fact) => drawFact(fact, width))];
  if (type === 'ColumnSet') return [...gap, ...drawColumns(node, width, filled)];
  if (type === 'Container') return [...gap, ...nodes(node['items']).flatMap((item) => drawNode(item, width, filled))];
  if (type.startsWith('Input.')) return drawInput(node, filled);
  return [];
}

/** The card's list rows: a symbol, what it is about, a note, and what stands at the end of the line. */
export function rowsOf(card: Json): { symbol: string; title: string; note: string; end: string }[] {
  const words = (column: Json | undefined): string[] =>
    nodes(column?.['items']).map((item) => plain(text(item['text'])));
  return nodes(card['body'])
    .filter((node) => node['type'] === 'ColumnSet')
    .map((node) => nodes(node['columns']).map(words))
    .map(([symbol, main, end]) => ({
      symbol: symbol?.[0] ?? '',
      title: main?.[0] ?? '',
      note: main?.[1] ?? '',
      end: end?.[0] ?? '',
    }));
}

function drawFact(fact: Json, width: number): string[] {
  const label = plain(text(fact['title'])).padEnd(12);
  const [first = '', ...rest] = wrap(plain(text(fact['value'])), width - label.length - 1);
  return [`${label} ${first}`, ...rest.map((line) => `${' '.repeat(label.length)} ${line}`)];
}

/** Side by side: a narrow column takes what it needs, the others share what is left. */
function drawColumns(node: Json, width: number, filled: Json): string[] {
  const columns = nodes(node['columns']);
  const narrow = (column: Json): boolean => column['width'] !== 'stretch';
  const natural = columns.map((column) => drawAll(column, width, filled));
  const widest = (lines: string[]): number => Math.max(0, ...lines.map((line) => line.length));
  const taken = columns.map((column, at) => (narrow(column) ? widest(natural[at] ?? []) : 0));
  const free = width - taken.reduce((sum, each) => sum + each, 0) - 2 * (columns.length - 1);
  const share = Math.max(12, Math.floor(free / Math.max(1, columns.filter((column) => !narrow(column)).length)));
  const widths = columns.map((column, at) => (narrow(column) ? (taken[at] ?? 0) : share));
  const drawn = columns.map((column, at) => drawAll(column, widths[at] ?? width, filled));
  const height = Math.max(...drawn.map((lines) => lines.length));
  return Array.from({ length: height }, (_, row) =>
    drawn
      .map((lines, at) => pad(lines[row] ?? '', widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function drawAll(column: Json, width: number, filled: Json): string[] {
  const lines = nodes(column['items']).flatMap((item) => drawNode(item, width, filled));
  return lines[0] === '' ? lines.slice(1) : lines;
}

const pad = (line: string, width: number): string => line + ' '.repeat(Math.max(0, width - line.length));

function drawInput(node: Json, filled: Json): string[] {
  const value = filled[text(node['id'])] ?? node['value'] ?? '';
  if (node['isMultiSelect'] === true) {
    const ticked = text(value).split(',');
    const each = nodes(node['choices']).map(
      (one) => `[${ticked.includes(text(one['value'])) ? 'x' : ' '}] ${text(one['title'])}`,
    );
    return [`${plain(text(node['label'])).padEnd(28)} ${each.join('  ')}`];
  }
  const choice = nodes(node['choices']).find((each) => each['value'] === value);
  const shown = choice ? text(choice['title']) : typeof value === 'number' ? String(value) : text(value);
  return [`${plain(text(node['label'])).padEnd(28)} ${shown === '' ? '·' : shown}`];
}

/** Markdown as Teams writes it in cards, and its date tokens, as plain text. */
export function plain(markdown: string): string {
  return markdown
    .replaceAll('\u2060', '')
    .replace(/\{\{DATE\(([^,)]+)[^)]*\)\}\}/g, (_, iso: string) =>
      new Date(iso).toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }),
    )
    .replace(/\{\{TIME\(([^)]+)\)\}\}/g, (_, iso: string) =>
      new Date(iso).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' }),
    )
    .replace(/\\([\\`*_{}[\]()#+\-.!<>~|&@:])/g, '$1')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

export function wrap(words: string, width: number): string[] {
  return words.split('\n').flatMap((line) => {
    const lines: string[] = [];
    let current = '';
    for (const word of line.split(' ')) {
      if (current !== '' && current.length + 1 + word.length > width) {
        lines.push(current);
        current = word;
      } else current = current === '' ? word : `${current} ${word}`;
    }
    return [...lines, current];
  });
}
