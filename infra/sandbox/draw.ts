import { createHash } from 'node:crypto';

export type Draws = {
  draw: (label: string, range: [number, number]) => number;
  /** Starts over: the next draw of every label is its first again. */
  seed: (seed: number) => void;
};

/**
 * Draws that depend on seed, label and how often that label was drawn – not on what else happens at the same time, so that two programs
 * that call in another order meet the same latencies and lags.
 */
export function makeDraws(seed: number): Draws {
  let current = seed;
  const counts = new Map<string, number>();
  return {
    draw: (label, [min, max]) => {
      const n = counts.get(label) ?? 0;
      counts.set(label, n + 1);
      const digest = createHash('sha256').update(`${current}|${label}|${n}`).digest();
      return Math.round(min + (digest.readUIntBE(0, 6) / 2 ** 48) * (max - min));
    },
    seed: (next) => {
      current = next;
      counts.clear();
    },
  };
}
