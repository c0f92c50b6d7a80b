import type { ButtonData } from '../card.ts';
import { slackLimits } from '../limits-slack.ts';

/**
 * How a button or a form names what it does. `do:` acts, `open:` opens a dialog, `submit:` is a dialog's own button. What comes back names
 * things and proves nothing: the version that was seen and the ids of the matter travel in the data, and handlers ask the stored state.
 */
export type Reach = 'do' | 'open';

/** Unique in its message by the number: a card may have two buttons of one verb. */
export const actionId = (reach: Reach, verb: string, no: number): string => `${reach}:${verb}:${no}`;

export const buttonValue = (data: ButtonData): string => JSON.stringify(wellFormed(data));

/** Half a surrogate pair is no text: Slack would refuse the card, or send back something else. */
const wellFormed = (data: ButtonData): ButtonData =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [key, value.toWellFormed()]));

/** Null when it does not fit the 75 characters of a menu's option: then it has to be a button. */
export function optionValue(reach: Reach, verb: string, data: ButtonData): string | null {
  const words = new URLSearchParams(wellFormed(data)).toString();
  const value = `${reach}:${verb}${words === '' ? '' : `?${words}`}`;
  return value.length <= slackLimits.choiceValue ? value : null;
}

export const submitId = (verb: string): string => `submit:${verb}`;
/** A dialog of text only: nothing comes back from it. */
export const showId = 'show';

/** `d`: data of the form's button; `x`: what the adapter has to find again; `l`: option values too long for an option. */
export type Metadata = { d: ButtonData; x: ButtonData; l: string[] };

export const writeMetadata = (metadata: Metadata): string => JSON.stringify(metadata);

/** In an option's place: the value stands in the metadata. */
export const longValue = (index: number): string => `@long:${index}`;
