/** `text: ratio` of every weak one; to be run in the page. */
export function weakTexts(): string[];
