// @peculiar/x509 wires itself together with tsyringe, which refuses to load without three functions of the metadata proposal. These
// are enough for it; a package for that would be larger than the need.
const store = new WeakMap<object, Map<string, unknown>>();

function own(key: string, target: object): unknown {
  return store.get(target)?.get(key);
}

function inherited(key: string, target: object | null): unknown {
  for (let each = target; each !== null; each = Object.getPrototypeOf(each) as object | null) {
    if (store.get(each)?.has(key) === true) return own(key, each);
  }
  return undefined;
}

function define(key: string, value: unknown, target: object): void {
  const entries = store.get(target) ?? new Map<string, unknown>();
  store.set(target, entries.set(key, value));
}

if (!('getMetadata' in Reflect)) {
  Object.assign(Reflect, { getMetadata: inherited, getOwnMetadata: own, defineMetadata: define });
}
