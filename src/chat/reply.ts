import type { View } from './view.ts';

/**
 * All of a card that had to be shortened, in parts: the page, and what the buttons that turn it send. Only platforms that shorten ask for
 * it (`show-all`).
 */
export type Whole = { page: number; again: Record<string, string> };

/** What chat tells the platform adapter to answer, right now, to the one who acted. Everything else goes through cards (show-card). */
export type Reply =
  | { type: 'none' }
  /** Private line to the clicker (invoke message / ephemeral). */
  | { type: 'toast'; text: string }
  /** Opens a dialog, or replaces the open one. */
  | { type: 'dialog'; view: View; whole?: Whole }
  /** Closes the dialog, with a line. */
  | { type: 'close-dialog'; text: string }
  /** A new message in the conversation (answer to a command). */
  | { type: 'message'; view: View };
