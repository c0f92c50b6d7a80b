// What is wrong with blocks or a view, in Slack's own words: `must be less than 3001 characters [json-pointer:/blocks/0/text/text]`
// (seen in issues of Slack's SDKs; java-slack-sdk 302 and 1017, node-slack-sdk 945).
import type { z } from 'zod';
import { isNode, nodesIn, textOf, type Node } from './node.ts';
import { homeView, messageBlocks, modalView } from './block-schema.ts';
import { LIMITS } from './table.ts';

export type Problems = string[];

/** Empty: the blocks are fit for a message. */
export function messageProblems(blocks: unknown): Problems {
  const found = problemsOf(messageBlocks, blocks, ['blocks']);
  return found.length > 0 ? found : duplicates(blocks as Node[], ['blocks']);
}

/** Empty: fit for `views.open`, or `views.publish` where a home is wanted. */
export function viewProblems(view: unknown, type: 'modal' | 'home'): Problems {
  if (!isNode(view)) return [at('must provide an object', ['view'])];
  if (view['type'] !== undefined && view['type'] !== type)
    return [at(`unsupported type: ${textOf(view['type'])}`, ['view', 'type'])];
  const found = problemsOf(type === 'modal' ? modalView : homeView, view, ['view']);
  if (found.length > 0) return found;
  const blocks = view['blocks'] as Node[];
  const lacksSubmit =
    type === 'modal' && view['submit'] === undefined && blocks.some((each) => each['type'] === 'input');
  return [
    ...duplicates(blocks, ['view', 'blocks']),
    ...(lacksSubmit ? [at('missing required field: submit', ['view'])] : []),
  ];
}

/** Whether all texts together are more than Slack takes in one message. */
export function areTooLong(blocks: Node[]): boolean {
  let sum = 0;
  for (const each of nodesIn(blocks)) if (typeof each['text'] === 'string') sum += each['text'].length;
  return sum > LIMITS.blockCharacters;
}

function problemsOf(schema: z.ZodType, value: unknown, root: string[]): Problems {
  const parsed = schema.safeParse(value);
  if (parsed.success) return [];
  return parsed.error.issues.flatMap((issue) => sentences(issue, value, root));
}

type Path = (string | number)[];
const at = (message: string, path: Path): string => `${message} [json-pointer:/${path.join('/')}]`;

function sentences(issue: z.core.$ZodIssue, value: unknown, root: Path): Problems {
  const inner = issue.path.map((each) => (typeof each === 'symbol' ? String(each) : each));
  const path = [...root, ...inner];
  const found = valueAt(value, inner);
  const last = inner.at(-1);
  if (found === undefined && last !== undefined) return [at(`missing required field: ${last}`, path.slice(0, -1))];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => at(`invalid additional property: ${key}`, path));
  if (issue.code === 'invalid_union') return unionProblems(issue, { found, path, inner, value, root });
  return [at(wordsFor(issue, found, last), path)];
}

function wordsFor(issue: z.core.$ZodIssue, found: unknown, last: string | number | undefined): string {
  if (issue.code === 'too_big') {
    if (issue.origin === 'array') return `no more than ${issue.maximum} items allowed`;
    return issue.origin === 'string'
      ? `must be less than ${Number(issue.maximum) + 1} characters`
      : `must be at most ${issue.maximum}`;
  }
  if (issue.code === 'too_small') {
    if (issue.origin === 'array') return `no fewer than ${issue.minimum} items allowed`;
    return issue.origin === 'string'
      ? `must be more than ${Number(issue.minimum) - 1} characters`
      : `must be at least ${issue.minimum}`;
  }
  if (issue.code === 'invalid_type')
    return `must provide ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`;
  if (issue.code === 'invalid_value' && last === 'type') return `unsupported type: ${String(found)}`;
  return issue.code === 'custom' ? issue.message : 'invalid value';
}

type Spot = { found: unknown; path: Path; inner: Path; value: unknown; root: Path };

function unionProblems(issue: z.core.$ZodIssueInvalidUnion, spot: Spot): Problems {
  const { found, path, inner, value, root } = spot;
  // A discriminated union says which key did not fit. zod puts that key on the path already.
  const type = inner.at(-1) === 'type' ? found : isNode(found) ? found['type'] : undefined;
  const typePath = inner.at(-1) === 'type' ? path : [...path, 'type'];
  if (issue.errors.length === 0) {
    if (type === undefined) return [at('missing required field: type', typePath.slice(0, -1))];
    return [at(`unsupported type: ${textOf(type)}`, typePath)];
  }
  // Of several shapes the one that failed deepest is the one that was meant.
  const deepest = issue.errors.toSorted((a, b) => depth(b) - depth(a))[0] ?? [];
  return deepest.flatMap((each) => sentences({ ...each, path: [...issue.path, ...each.path] }, value, root));
}

const depth = (issues: readonly z.core.$ZodIssue[]): number =>
  issues.some((each) => each.code === 'invalid_value' && each.path.at(-1) === 'type') ? -1 : issues.length;

function valueAt(value: unknown, path: Path): unknown {
  let found = value;
  for (const key of path) found = (found as Record<string | number, unknown> | undefined | null)?.[key];
  return found;
}

/** A block id is unique in its message or view, an action id in its block. */
function duplicates(blocks: Node[], root: string[]): Problems {
  const problems: Problems = [];
  const blockIds = new Set<string>();
  blocks.forEach((block, index) => {
    const id = textOf(block['block_id']);
    if (id !== '' && blockIds.has(id))
      problems.push(at(`\`block_id\` "${id}" already exists for another block`, [...root, index, 'block_id']));
    blockIds.add(id);
    const actionIds = new Set<string>();
    const elements: unknown[] = Array.isArray(block['elements']) ? block['elements'] : [];
    elements.forEach((element, place) => {
      const actionId = isNode(element) ? textOf(element['action_id']) : '';
      if (actionId !== '' && actionIds.has(actionId)) {
        const where = [...root, index, 'elements', place, 'action_id'];
        problems.push(at(`\`action_id\` "${actionId}" already exists for another element`, where));
      }
      actionIds.add(actionId);
    });
  });
  return problems;
}
