import type { ClientId } from '../clients/client-id.ts';
import type { ShownProof } from '../provisioning/proofs/shown-proof.ts';
import type { Step } from '../senders/sender.ts';
import type { RadarCounts } from '../watch/radar/radar-entry.ts';
import type { Deed } from './view.ts';
import type { FieldError } from './view-request-form.ts';

/** One of the places a sender is used in, and who said that it has the new credential. */
export type MovedPlace = { place: string; done: Deed | null };

type Reveal = { count: number; windowEndsAt: Date | null; closed: boolean; vaultSecret: string | null };

/** The move of a sender, on its owner's card. */
export type ProgressMove = {
  /** Titles of the two relays. */
  from: string;
  to: string;
  state:
    | 'asked'
    | 'making'
    | 'proven'
    /** Called off: what was made beside is being removed. */
    | 'cancelling'
    /** Moved: what it was moved from is being removed. */
    | 'clearing';
  /** While it waits for a decision. */
  request: { requestId: string; version: number; why: string; expiresAt: Date; mayChange: boolean } | null;
  /** Of the new route; while clearing of the old one. */
  steps: Step[];
  address: string;
  endpoint: string;
  secretEndsAt: Date | null;
  proof: ShownProof | null;
  places: MovedPlace[];
  /** Single-use token of the button that shows the new credentials; null where there is nothing to show. */
  revealToken: string | null;
  reveal: Reveal;
};

export type MoveFormView = {
  view: 'move-form';
  senderId: string;
  appName: string;
  from: string;
  fromAddress: string;
  to: string;
  /** When the vendor ends what it moves from, or to. */
  notice: string | null;
  editing: { requestId: string; version: number } | null;
  values: Record<string, string>;
  errors: FieldError[];
  options: {
    domains: { value: string; title: string }[];
    furtherMailboxes: boolean;
    clients: { value: ClientId; title: string }[];
    lifetimes: { value: string; title: string }[];
  };
};

export type MigrationRow = {
  senderId: string;
  name: string;
  address: string;
  owners: string[];
  perDay: number;
  /** Where it stands, in words. */
  state: string;
  tone: 'good' | 'warning' | 'attention' | 'accent' | 'neutral';
  /** What keeps it from moving; null when nothing does. */
  blocks: string | null;
  mayMove: boolean;
};

export type MigrationsView = {
  view: 'migrations';
  /** The relay that ends, and where to; `to` is null where the policy has no other. */
  from: string;
  to: string | null;
  endsOn: Date;
  now: Date;
  counts: { left: number; moving: number; moved: number };
  /** How many were on it at the end of each month; the last one is now. */
  months: { month: Date; left: number }[];
  monthsLeft: number;
  page: { no: number; of: number };
  rows: MigrationRow[];
  /** Who still logs in to Exchange with a password, where a report was imported. */
  radar: RadarCounts | null;
};

export type MoveViews =
  | MoveFormView
  /** Answer to the command: a message cannot open a dialog by itself. */
  | {
      view: 'move-ask';
      senders: { senderId: string; name: string; address: string; from: string; to: string; endsOn: Date | null }[];
    }
  /** Dialog: which of the reader's senders. */
  | { view: 'move-choose'; choices: { value: string; title: string }[] }
  /** Dialog: where the new credential is in use by now. */
  | {
      view: 'move-places';
      senderId: string;
      appName: string;
      from: string;
      to: string;
      places: MovedPlace[];
      blastRadius: string;
    }
  | {
      view: 'confirm-move-finish';
      senderId: string;
      appName: string;
      from: string;
      to: string;
      /** With their numbers in the list of places. */
      open: { no: number; place: string }[];
      removes: string[];
      blastRadius: string;
      /** The list changed since it was shown. */
      changed: boolean;
    }
  | { view: 'confirm-move-cancel'; senderId: string; appName: string; from: string; to: string; removes: string[] }
  | MigrationsView;
