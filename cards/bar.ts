/** A bar of letters; what is there is never drawn as nothing, and nothing as a point. */
export const barText = (value: number, most: number, longest: number): string =>
  value <= 0 ? '·' : '█'.repeat(Math.max(1, Math.round((value / Math.max(1, most)) * longest)));
