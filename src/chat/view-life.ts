import type { Deed } from './view.ts';
import type { MovedPlace, Reveal } from './view-move.ts';

/** What stops when it does, before a destructive button. */
export type Blast = {
  address: string;
  /** Where it is used and, as far as anybody said, has nothing else to send with. */
  where: string[];
  perHour: number;
  perDay: number;
  /** Sendpass sees no mail of the sender's own: only when it last sent one for it. */
  lastTestAt: Date | null;
  /** Clients get tokens, which outlive their secret. */
  byToken: boolean;
};

/** A change of the secret, on its owner's card. */
export type ProgressRotation = {
  state: 'issuing' | 'overlap' | 'removing' | 'cancelling';
  /** The old one went first. */
  leaked: boolean;
  /** With the old one gone and the new one not proven it cannot send. */
  cannotSend: boolean;
  started: Deed;
  oldEndsAt: Date | null;
  newEndsAt: Date;
  places: MovedPlace[];
  revealToken: string | null;
  reveal: Reveal;
  /** What it waits for. */
  reason: string | null;
  /** When the old one goes although places are open; null: never by time. */
  removeAt: Date | null;
  mayCallOff: boolean;
};

/** A Stop, on its owner's card. */
export type ProgressStop = {
  deed: Deed;
  refusedAt: Date | null;
  /** Until when a token that was given before may still send; null where clients get none, or before it is refused. */
  tokensUntil: Date | null;
  byToken: boolean;
  reason: string | null;
};

/** That it starts again was asked for. */
export type ProgressRestart = { requestId: string; version: number; expiresAt: Date; mayWithdraw: boolean };

export type LifeDeed = 'rotate' | 'stop' | 'leaked' | 'retire';

export type LifeViews =
  /** Answer to a command: a message cannot open a dialog by itself. */
  | { view: 'life-ask'; does: LifeDeed; senders: { senderId: string; name: string; address: string }[] }
  | {
      view: 'rotate-form';
      senderId: string;
      appName: string;
      delivery: 'reveal' | 'vault';
      oldEndsAt: Date | null;
      newEndsAt: Date;
      places: string[];
      choices: { value: string; title: string }[];
      value: string;
    }
  | { view: 'rotate-places'; senderId: string; appName: string; places: MovedPlace[]; blast: Blast }
  | {
      view: 'confirm-rotate-finish';
      senderId: string;
      appName: string;
      open: { no: number; place: string }[];
      blast: Blast;
      /** The list changed since it was shown. */
      changed: boolean;
    }
  | { view: 'confirm-rotate-cancel'; senderId: string; appName: string; haveNew: string[] }
  | { view: 'confirm-stop'; senderId: string; appName: string; blast: Blast }
  | {
      view: 'restart-form';
      senderId: string;
      appName: string;
      was: 'stopped' | 'retired';
      why: string;
      error: string | null;
    };
