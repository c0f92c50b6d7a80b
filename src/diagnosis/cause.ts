import type { Relay } from '../relays/relay.ts';
import type { StepKind } from '../senders/sender.ts';
import type { CheckId } from './diagnosis.ts';

export type Who =
  | 'owner'
  | 'entra-admin'
  | 'azure-admin'
  | 'exchange-admin'
  | 'dns-admin'
  | 'network'
  | 'recipient'
  | 'nobody';

/** What there is to press, where the reader and the state of the sender allow it. */
export type Remedy =
  | 'reveal'
  | 'retire'
  /** The task that is open for it. */
  | 'task'
  /** The same, and where there is none: converge looks, sees it as well, stops the sender and asks IT. */
  | 'hand-over'
  | 'test-mail'
  | 'request'
  | null;

/** A sentence, or one that needs to know the relay; that is undefined while no sender is known. */
export type Say = string | ((relay: Relay | undefined) => string);

/** What a sender must have for something to be about it: a step, or a way to log in. Which relay has which is the relays' own data. */
export type Only = StepKind | Relay['login'];

export type Cause = {
  /** What is wrong. */
  what: Say;
  who: Who;
  /** The one thing to do. */
  fix: Say;
  remedy: Remedy;
  /** A good answer of one of these rules it out. */
  ruledOutBy: CheckId[];
  /** Left out: it can happen to any sender. */
  only?: Only;
};

export const said = (say: Say, relay: Relay | undefined): string => (typeof say === 'string' ? say : say(relay));
