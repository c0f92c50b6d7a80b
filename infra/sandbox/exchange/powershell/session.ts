import type { World } from '../../world.ts';
import { sizeOf, type Value } from './values.ts';

/** One run of a script: its variables, and what the terminal shows so far. */
export type Session = {
  world: World;
  variables: Map<string, Value>;
  output: string[];
  /** Exchange's cmdlets exist only after Connect-ExchangeOnline. */
  connected: boolean;
  /** Work that is left to it: one for each step, each item, each character that is made or looked at. */
  left: number;
  /** Expressions that are being worked out, one inside the other. */
  depth: number;
};

const READ_ONLY: [string, Value][] = [
  ['true', true],
  ['false', false],
  ['null', null],
];
/** An administrator's script for fifty mailboxes takes a few hundred thousand; here it is a second of everybody else's time. */
const ALLOWED = 5_000_000;

export const newSession = (world: World): Session => ({
  world,
  variables: new Map([...READ_ONLY, ['erroractionpreference', 'Continue']]),
  output: [],
  connected: false,
  left: ALLOWED,
  depth: 0,
});

/** An error that ends what is running, up to a `catch`. */
export class Failure extends Error {
  row: Record<string, Value>;
  constructor(message: string) {
    super(message);
    this.row = { Exception: { Message: message } };
  }
}

/** Ends the script whatever it catches: PowerShell would go on for hours, and the sandbox has others to serve. */
export class Stopped extends Error {
  constructor() {
    super('The sandbox stopped the script: it takes more work than an administrator gives by hand.');
  }
}

/** Counts work before it is done. */
export function spend(session: Session, cost: number): void {
  session.left -= cost;
  if (session.left < 0) throw new Stopped();
}

/** Counts the reading of `values`: texts and lists may be shared, so that a small script holds huge ones. */
export const spendOn = (session: Session, ...values: Value[]): void => {
  for (const each of values) spend(session, sizeOf(each, session.left));
};

export const read = ({ variables }: Session, name: string): Value => variables.get(name.toLowerCase()) ?? null;

export function write({ variables }: Session, name: string, value: Value): void {
  const key = name.toLowerCase();
  if (READ_ONLY.some(([known]) => known === key))
    throw new Failure(`Cannot overwrite variable ${name} because it is read-only or constant.`);
  variables.set(key, value);
}
