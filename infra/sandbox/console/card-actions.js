// The buttons of a card in document order, as the sandbox counts them, each with the inputs it sends.
const OPAQUE = new Set(['data', 'msteams', 'fallback', 'refresh', 'authentication', 'metadata', 'choices']);

function walk(node, visit) {
  if (Array.isArray(node)) {
    for (const each of node) walk(each, visit);
    return;
  }
  if (node === null || typeof node !== 'object') return;
  if (typeof node.type === 'string') visit(node);
  if (node.type === 'Action.ShowCard') return;
  for (const [key, value] of Object.entries(node)) if (!OPAQUE.has(key)) walk(value, visit);
}

/** `[{action, inputIds}]`; ShowCard itself is no button to the bot, what is inside it is. */
export function cardActions(card, outer = []) {
  const inputIds = [...outer];
  walk(card, (each) => {
    if (each.type.startsWith('Input.') && typeof each.id === 'string') inputIds.push(each.id);
  });
  const found = [];
  walk(card, (each) => {
    if (!each.type.startsWith('Action.')) return;
    if (each.type === 'Action.ShowCard') found.push(...cardActions(each.card, inputIds));
    else found.push({ action: each, inputIds: each.associatedInputs === 'none' ? [] : inputIds });
  });
  return found;
}
