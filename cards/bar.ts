/** Length of a bar; what is there is never drawn as nothing. */
export const barOf = (value: number, most: number, longest: number): number =>
  value <= 0 ? 0 : Math.max(1, Math.round((value / Math.max(1, most)) * longest));
