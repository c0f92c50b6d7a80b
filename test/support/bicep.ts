import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import type { Node } from 'web-tree-sitter';

// Bicep as a tree. No compiler runs here: the syntax is the grammar's word, names are held against what the same files declare.

const require = createRequire(import.meta.url);
await Parser.init();
const grammar = join(dirname(require.resolve('tree-sitter-bicep/package.json')), 'tree-sitter-bicep.wasm');
const parser = new Parser().setLanguage(await Language.load(grammar));

export type Resource = { symbol: string; type: string; existing: boolean; paths: string[] };
export type ModuleCall = { symbol: string; file: string; params: string[] };
export type BicepFile = {
  errors: string[];
  root: Node;
  params: { name: string; optional: boolean }[];
  outputs: string[];
  /** Everything an expression may name: params, variables, resources, modules, types. */
  declared: Set<string>;
  resources: Resource[];
  modules: ModuleCall[];
  /** For a .bicepparam. */
  assigned: string[];
};

const kids = (node: Node): Node[] => node.namedChildren.filter((each) => each !== null);

export function* everyNode(node: Node): Generator<Node> {
  yield node;
  for (const child of kids(node)) yield* everyNode(child);
}

/** What a plain string says; undefined when something is filled in. */
export const plain = (node: Node): string | undefined =>
  node.type === 'string' && !kids(node).some((each) => each.type === 'interpolation')
    ? kids(node)
        .map((each) => (each.type === 'escape_sequence' ? each.text.slice(1) : each.text))
        .join('')
    : undefined;

export function readBicep(path: string): BicepFile {
  const tree = parser.parse(textOf(path));
  if (!tree) throw new Error(`${path} cannot be read`);
  const root = tree.rootNode;
  const errors = [...allNodes(root)]
    .filter((each) => each.isError || each.isMissing)
    .map((each) => `${each.startPosition.row + 1}: ${each.text.slice(0, 40)}`);
  const top = kids(root);
  const named = (type: string): Node[] => top.filter((each) => each.type === type);
  const symbolOf = (node: Node): string => kids(node).find((each) => each.type === 'identifier')?.text ?? '';
  const declarations = top.filter((each) => each.type.endsWith('_declaration') && each.type !== 'output_declaration');
  return {
    errors,
    root,
    params: named('parameter_declaration').map((each) => ({
      name: symbolOf(each),
      optional: /^param \w+ [^\n]*?=/.test(each.text.replace(/^(@.*\n)+/, '')),
    })),
    outputs: named('output_declaration').map(symbolOf),
    declared: new Set(declarations.map(symbolOf)),
    resources: named('resource_declaration').map(resourceOf),
    modules: named('module_declaration').map(moduleOf),
    assigned: named('variable_declaration').map(symbolOf),
  };
}

/** The grammar knows no parameter files: what they assign is read as variables, whose right side is the same language. */
function textOf(path: string): string {
  const text = readFileSync(path, 'utf8');
  return path.endsWith('.bicepparam') ? text.replace(/^using .*$/m, '').replaceAll(/^param /gm, 'var ') : text;
}

/** Anonymous ones too: what is missing has no name. */
function* allNodes(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children) if (child) yield* allNodes(child);
}

const bodyOf = (declaration: Node): Node | undefined => {
  const inside = [...everyNode(declaration)];
  return inside.find(
    (each) => each.type === 'object' && !insideOf(each, declaration, ['object', 'decorator', 'array']),
  );
};

/** Whether something of `types` lies between the two; the array of a loop is not counted. */
function insideOf(node: Node, end: Node, types: string[]): boolean {
  for (let up = node.parent; up && up.id !== end.id; up = up.parent) if (types.includes(up.type)) return true;
  return false;
}

function resourceOf(node: Node): Resource {
  const [symbol, type] = [
    kids(node).find((each) => each.type === 'identifier'),
    kids(node).find((each) => each.type === 'string'),
  ];
  const body = bodyOf(node);
  return {
    symbol: symbol?.text ?? '',
    type: (type && plain(type)) ?? '',
    existing: /@[\w-]+' existing =/.test(node.text),
    paths: body ? [...new Set(pathsOf(body, ''))].filter((path) => !/^(name|parent|scope|dependsOn)$/.test(path)) : [],
  };
}

/** `properties.authConfig.tenantId` and so on: the leaves. Keys of objects that functions get are none of the resource's. */
function pathsOf(node: Node, prefix: string): string[] {
  if (node.type === 'call_expression' || node.type === 'member_expression')
    return node.text.startsWith('concat(') ? inner(node, prefix) : [];
  if (node.type !== 'object') return inner(node, prefix);
  return kids(node).flatMap((property) => {
    if (property.type !== 'object_property') return [];
    const [key, value] = kids(property);
    const name = key?.type === 'string' ? (plain(key) ?? '') : (key?.text ?? '');
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const deeper = value ? pathsOf(value, path) : [];
    return deeper.length > 0 ? deeper : [path];
  });
}

const inner = (node: Node, prefix: string): string[] => kids(node).flatMap((each) => pathsOf(each, prefix));

function moduleOf(node: Node): ModuleCall {
  const file = kids(node).find((each) => each.type === 'string');
  const params = kids(bodyOf(node) ?? node).find(
    (each) => each.type === 'object_property' && each.text.startsWith('params:'),
  );
  const given = params ? kids(kids(params)[1] ?? params) : [];
  return {
    symbol: kids(node).find((each) => each.type === 'identifier')?.text ?? '',
    file: (file && plain(file)) ?? '',
    params: given.filter((each) => each.type === 'object_property').map((each) => kids(each)[0]?.text ?? ''),
  };
}
