// How SDKs are loaded at their first use. Several of them are halves of one family, some as ES modules and some as CommonJS: while one is
// being imported, Node refuses another that requires the same package (ERR_REQUIRE_ESM_RACE_CONDITION).

let last: Promise<unknown> = Promise.resolve();

/** Imports one after the other. Loading is work of the one thread anyway, so nothing gets slower. */
export function loadInTurn<Module>(load: () => Promise<Module>): Promise<Module> {
  const mine = last.then(load);
  last = mine.catch(() => undefined);
  return mine;
}

/** Made at the first call and kept; a failure is not kept, or one bad moment would last as long as the process. */
export function lazily<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    if (made) return made;
    const making = make();
    making.catch(() => (made = undefined));
    return (made = making);
  };
}
