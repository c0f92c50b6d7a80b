/** Done, or a sentence for the person who asked. Nothing was changed when refused. */
export type Outcome = { ok: true } | { ok: false; refused: string };

export const refused = (text: string): { ok: false; refused: string } => ({ ok: false, refused: text });
