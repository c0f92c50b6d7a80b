import type { Statement } from './syntax.ts';
import type { Value } from './values.ts';

/** `body`: a script block. `isSwitch`: a name with nothing behind it, its value is true. */
export type Arg = { name: string | undefined; value: Value; isSwitch: boolean; body: Statement[] | undefined };
export type Call = {
  name: string;
  args: Arg[];
  /** What came through the pipeline; undefined when it stands first. */
  input: Value[] | undefined;
  block: (body: Statement[], item: Value) => Value[];
  emit: (value: Value) => void;
};

export const argument = (call: Call, name: string): Value =>
  call.args.find((each) => each.name?.toLowerCase() === name.toLowerCase())?.value;
export const positional = (call: Call): Arg[] => call.args.filter((each) => each.name === undefined);
