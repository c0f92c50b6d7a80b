// Walking an Adaptive Card as the client does: which buttons there are, which inputs each of them sends.
export type Node = Record<string, unknown>;
export type CardInput = Node & { id: string };
/** `inputs`: what this button sends, by Teams' rule – its own card and the cards around it. */
export type CardAction = { action: Node; inputs: CardInput[] };

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Properties that hold something else than parts of the visible card. */
const OPAQUE = new Set(['data', 'msteams', 'fallback', 'refresh', 'authentication', 'metadata', 'choices']);

/** Every element and action below `node`, in document order. Shown cards are entered only when `intoShowCards`. */
export function walk(node: unknown, visit: (each: Node) => void, intoShowCards = true): void {
  if (Array.isArray(node)) {
    for (const each of node) walk(each, visit, intoShowCards);
    return;
  }
  if (!isNode(node)) return;
  if (typeof node['type'] === 'string') visit(node);
  if (node['type'] === 'Action.ShowCard' && !intoShowCards) return;
  for (const [key, value] of Object.entries(node)) {
    if (!OPAQUE.has(key) && typeof value === 'object') walk(value, visit, intoShowCards);
  }
}

export function inputsOf(card: unknown): CardInput[] {
  const found: CardInput[] = [];
  const visit = (each: Node): void => {
    const { type, id } = each;
    if (typeof type === 'string' && type.startsWith('Input.') && typeof id === 'string') found.push({ ...each, id });
  };
  walk(card, visit, false);
  return found;
}

/** All buttons of a card, ShowCard's inner ones included, in document order. */
export function actionsOf(card: unknown, outer: CardInput[] = []): CardAction[] {
  const inputs = [...outer, ...inputsOf(card)];
  const found: CardAction[] = [];
  const visit = (each: Node): void => {
    const { type } = each;
    if (typeof type !== 'string' || !type.startsWith('Action.')) return;
    found.push({ action: each, inputs: each['associatedInputs'] === 'none' ? [] : inputs });
    if (type === 'Action.ShowCard') found.push(...actionsOf(each['card'], inputs));
  };
  walk(card, visit, false);
  return found;
}

const same = (left: unknown, right: string): boolean =>
  typeof left === 'string' && left.trim().toLowerCase() === right.trim().toLowerCase();

/** The button meant by its title, verb, `data.action` or id; by its place (0 = first) when it is a number. */
export function findAction(card: unknown, wish: string | number): CardAction | undefined {
  const all = actionsOf(card).filter(({ action }) => action['type'] !== 'Action.ShowCard');
  if (typeof wish === 'number') return all[wish];
  const named = all.find(({ action }) => {
    const data = isNode(action['data']) ? action['data'] : {};
    return [action['title'], action['verb'], data['action'], action['id']].some((each) => same(each, wish));
  });
  return named ?? (/^\d+$/.test(wish) ? all[Number(wish)] : undefined);
}

export const titlesOf = (card: unknown): string[] =>
  actionsOf(card).map(({ action }) => (typeof action['title'] === 'string' ? action['title'] : String(action['type'])));
