import { createRequire } from 'node:module';
import { teamsLimits } from '../../../cards/limits-teams.ts';

type Json = Record<string, unknown>;

// The UMD bundle: the package's own entry cannot be imported by Node (extension-less ESM). Parsing needs no document.
const library = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as {
  AdaptiveCard: new () => {
    parse(json: unknown, context: unknown): void;
    validateProperties(): { validationEvents: { message: string }[] };
  };
  SerializationContext: new () => { eventCount: number; getEventAt(index: number): { message: string } };
};

/** What Microsoft's own parser complains about; its word for CodeBlock, which Teams knows and the library does not, is taken out. */
export function libraryComplaints(card: unknown): string[] {
  const context = new library.SerializationContext();
  const parsed = new library.AdaptiveCard();
  parsed.parse(structuredClone(card), context);
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  return [...events, ...parsed.validateProperties().validationEvents.map((event) => event.message)].filter(
    (message) => !message.includes('"CodeBlock"'),
  );
}

export function everyObject(node: unknown): Json[] {
  if (Array.isArray(node)) return node.flatMap(everyObject);
  if (node === null || typeof node !== 'object') return [];
  return [node as Json, ...Object.values(node).flatMap(everyObject)];
}

const elements = [
  'AdaptiveCard',
  'TextBlock',
  'RichTextBlock',
  'TextRun',
  'FactSet',
  'ColumnSet',
  'Column',
  'Container',
  'CodeBlock',
];
const inputs = ['Input.Text', 'Input.Number', 'Input.ChoiceSet', 'Input.Date'];
const actions = ['Action.Execute', 'Action.Submit', 'Action.OpenUrl'];
const others = ['Data.Query', 'task/fetch'];

const isEmptyList = (value: unknown): boolean => !Array.isArray(value) || value.length === 0;

function nodeComplaints(node: Json): string[] {
  const type = node['type'];
  const found: string[] = [];
  const rule = (holds: boolean, words: string): void => void (holds || found.push(`${String(type)}: ${words}`));
  if (typeof type === 'string')
    rule([...elements, ...inputs, ...actions, ...others].includes(type), 'unknown to Teams 1.5');
  if (type === 'CodeBlock') rule(node['fallback'] !== undefined, 'a Teams extension needs a fallback');
  if (type === 'FactSet') rule(!isEmptyList(node['facts']), 'empty');
  if (type === 'TextBlock' || type === 'TextRun')
    rule(typeof node['text'] === 'string' && node['text'] !== '', 'no text');
  if (inputs.includes(String(type))) {
    rule(typeof node['label'] === 'string' && node['label'] !== '', 'no label');
    rule(typeof node['errorMessage'] === 'string' && node['errorMessage'] !== '', 'no error message');
    rule(/^[a-zA-Z]+$/.test(String(node['id'])), 'no id');
  }
  if (type === 'Action.Execute') {
    const fallback = node['fallback'] as Json | undefined;
    rule(fallback?.['type'] === 'Action.Submit', 'old clients need a fallback');
    rule(JSON.stringify(fallback?.['data']) === JSON.stringify(node['data']), 'fallback sends other data');
    rule((node['data'] as Json)['action'] === node['verb'], 'data.action is not the verb');
  }
  if (type === 'Action.Submit' || type === 'Action.Execute') {
    const { msteams: _, ...data } = node['data'] as Json;
    rule(
      Object.values(data).every((value) => typeof value === 'string'),
      'data that is not a string',
    );
    rule(typeof data['action'] === 'string', 'no action in its data');
  }
  return found;
}

/** Our own rules, for what the library lets pass. */
export function ruleComplaints(card: unknown): string[] {
  const root = card as Json;
  const found = everyObject(card).flatMap(nodeComplaints);
  if (root['version'] !== '1.5') found.push('version is not 1.5');
  if (JSON.stringify(card).length * 2 > teamsLimits.bytes - teamsLimits.envelopeBytes) found.push('too large');
  const primary = ((root['actions'] ?? []) as Json[]).filter((action) => action['mode'] !== 'secondary');
  if (primary.length > 3) found.push(`${primary.length} primary actions`);
  if (typeof root['speak'] !== 'string' || root['speak'] === '') found.push('nothing to speak');
  return found;
}

/** Everything a client would read as Markdown or show as text. */
export function markdownTexts(card: unknown): string[] {
  return everyObject(card).flatMap((node) => {
    if (node['type'] === 'TextBlock') return [String(node['text'])];
    return 'title' in node && 'value' in node && node['type'] === undefined ? [String(node['value'])] : [];
  });
}
