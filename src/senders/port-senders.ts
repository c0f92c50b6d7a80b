import type { Credential, Route, Sender, SenderState, Step, StepKind } from './sender.ts';

export type Senders = {
  get(id: string): Promise<Sender | undefined>;
  /** Throws conflict `sender-name-taken` when a living sender has that name, or that address (`sender-address-taken`). */
  insert(sender: Sender): Promise<void>;
  /** Compare-and-set on `version`; the stored version counts up. Throws conflict `stale-version`. */
  update(sender: Sender): Promise<Sender>;
  findLiving(by: { name: string } | { address: string } | { smtpUsername: string }): Promise<Sender | undefined>;
  /**
   * Whose address or user name it is, that of a route beside the main one included: it is made already, or not removed yet. Until the
   * transaction ends nobody else's claim of the same begins, so that of two equal wishes the second finds the first.
   */
  claim(by: { address: string } | { smtpUsername: string }): Promise<Sender | undefined>;
  /** The sender whose application has this client id, whatever its state. Compared without case. */
  findByAppId(appId: string): Promise<Sender | undefined>;
  listByOwner(personId: string): Promise<Sender[]>;
  listByState(states: SenderState[]): Promise<Sender[]>;
  countByState(states: SenderState[]): Promise<number>;

  /** The main route: what the sender sends by now. */
  route(senderId: string): Promise<Route | undefined>;
  /** Every route that is not removed yet, and the main one whatever its state; the main one first. */
  routes(senderId: string): Promise<Route[]>;
  saveRoute(route: Route): Promise<void>;

  steps(routeId: string): Promise<Step[]>;
  step(routeId: string, kind: StepKind): Promise<Step | undefined>;
  /** Insert or replace by (routeId, kind). Only the holder of the converge job writes steps. */
  saveStep(step: Step): Promise<void>;

  credentials(routeId: string): Promise<Credential[]>;
  saveCredential(credential: Credential): Promise<void>;
};
