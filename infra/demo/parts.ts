import type { Printer } from './print.ts';

/** Does `work` when nobody else has the approvals channel: requests go to one channel at a time, and each part says first which it is. */
export type Turn = <Result>(work: () => Promise<Result>) => Promise<Result>;
export type Part = { title: string; print: Printer; play(turn: Turn): Promise<void> };

/**
 * All parts beside each other – while the clouds of one catch up the next is asked and decided –, read one after the other. The first that
 * failed fails the tour, with what was played of it.
 */
export async function playParts(parts: Part[]): Promise<void> {
  const turn = createTurn();
  const playing = parts.map((part) => {
    if (parts.length > 1) part.print.title(part.title);
    return part.play(turn).then(
      () => null,
      (thrown: unknown) => ({ thrown }),
    );
  });
  for (const [index, { print }] of parts.entries()) {
    print.open();
    const failed = await playing[index];
    if (failed) throw failed.thrown;
  }
}

function createTurn(): Turn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
