import type { Reply } from './reply.ts';

export const toast = (text: string): Reply => ({ type: 'toast', text });
export const closeDialog = (text: string): Reply => ({ type: 'close-dialog', text });

/** The card names something that is not there any more. */
export const gone: Reply = toast('What this card was about is not there any more. Nothing was changed.');

/** The number of a version as it stands in a card's data; 0 matches nothing. */
export const versionOf = (values: Record<string, string>): number => Number(values['version'] ?? '0') || 0;
