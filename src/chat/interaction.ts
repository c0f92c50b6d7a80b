import type { Person, Platform } from '../people/person.ts';
import type { SentFile } from './port-chat-files.ts';

/** Where something was said, in the store's own terms. */
export type ConversationRef = {
  /** Row id in `conversations`. */
  id: string;
  platform: Platform;
  kind: 'personal' | 'channel';
  name: string;
  /** The person of a 1:1 chat. */
  personId: string | null;
};

/** What a person did, after the platform adapter verified who it was. The delivery id was not seen before. */
export type Interaction = {
  platform: Platform;
  deliveryId: string;
  actor: Person;
  conversation: ConversationRef;
  /** BCP 47 and IANA, from the platform; for dates where no token can be used. */
  locale: string;
  timeZone: string;
  input:
    /**
     * `thread`: the platform's id of the thread it was said in; the answer goes there. `masked`: something that looked
     * like a secret was taken out of the text before it was stored. `files`: what was attached, not looked at yet. `now`: answered in the
     * response, privately (a slash command), instead of by a post.
     */
    | { type: 'message'; text: string; thread?: string; masked?: true; files?: SentFile[]; now?: true }
    /**
     * A button that decides or does something (Action.Execute). `messageId` = the card's platform id. `late`: came from a client so old that
     * the response cannot answer it.
     */
    | { type: 'action'; action: string; values: Values; messageId: string | null; late?: true }
    /** A button that opens a dialog (task/fetch). */
    | { type: 'open-dialog'; action: string; values: Values; messageId: string | null }
    /** A dialog's submit (task/submit). */
    | { type: 'submit-dialog'; action: string; values: Values }
    | { type: 'installed' }
    | { type: 'removed' };
};

/** Card data and inputs as they came: strings only (the adapter turns numbers and booleans into strings, drops the rest, caps each at 4,000 characters). */
export type Values = Record<string, string>;
