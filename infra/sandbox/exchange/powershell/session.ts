import type { World } from '../../world.ts';
import type { Value } from './values.ts';

/** One run of a script: its variables, and what the terminal shows so far. */
export type Session = {
  world: World;
  variables: Map<string, Value>;
  output: string[];
  /** Exchange's cmdlets exist only after Connect-ExchangeOnline. */
  connected: boolean;
};

/** An error that ends what is running, up to a `catch`. */
export class Failure extends Error {
  row: Record<string, Value>;
  constructor(message: string) {
    super(message);
    this.row = { Exception: { Message: message } };
  }
}

export const read = ({ variables }: Session, name: string): Value => variables.get(name.toLowerCase()) ?? null;
export const write = ({ variables }: Session, name: string, value: Value): void =>
  void variables.set(name.toLowerCase(), value);
