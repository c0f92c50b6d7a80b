import type { View } from './view.ts';

/** What chat tells the platform adapter to answer, right now, to the one who acted. Everything else goes through cards (show-card). */
export type Reply =
  | { type: 'none' }
  /** Private line to the clicker (invoke message / ephemeral). */
  | { type: 'toast'; text: string }
  /** Opens a dialog, or replaces the open one. */
  | { type: 'dialog'; view: View }
  /** Closes the dialog, with a line. */
  | { type: 'close-dialog'; text: string }
  /** A new message in the conversation (answer to a command). */
  | { type: 'message'; view: View };
