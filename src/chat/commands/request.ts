import type { Command } from '../commands.ts';

/** A message cannot open a dialog; its answer carries the button that does. */
export const request: Command = () => Promise.resolve({ type: 'message', view: { view: 'ask' } });
