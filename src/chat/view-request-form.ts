import type { ClientId } from '../clients/client-id.ts';

export type FieldError = { field: string; message: string };

export type RequestFormView = {
  view: 'request-form';
  /** Empty = a new request; else the request being edited and the version the editor saw. */
  editing: { requestId: string; version: number } | null;
  values: Record<string, string>;
  errors: FieldError[];
  options: {
    domains: { value: string; title: string }[];
    /** Empty where there is nothing to choose. */
    relays: { value: string; title: string }[];
    /** Some relay here lets a sender have more than one mailbox. */
    furtherMailboxes: boolean;
    clients: { value: ClientId; title: string }[];
    people: { value: string; title: string }[];
    lifetimes: { value: string; title: string }[];
    /** What Sendpass proposes and why, one line. */
    relayLine: string;
  };
};
