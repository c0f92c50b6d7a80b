// Everything a measurement starts, so that it is ended whatever happens.

const ends: (() => unknown)[] = [];

export const atEnd = (end: () => unknown): void => void ends.push(end);

export async function stopEverything(): Promise<void> {
  for (const end of ends.splice(0).toReversed()) await Promise.resolve(end()).catch(() => undefined);
}
