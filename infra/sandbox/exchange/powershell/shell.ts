import type { World } from '../../world.ts';
import { parseScript } from './parse.ts';
import { runAll } from './run.ts';
import { Failure, newSession, Stopped } from './session.ts';
import { ParseError } from './syntax.ts';
import { show } from './values.ts';

export type Terminal = { output: string; failed: string | null };

/**
 * An Exchange administrator runs a script: what the terminal shows, up to the statement that fails. One that cannot be read has done nothing.
 */
export function runScript(world: World, script: string): Terminal {
  const session = newSession(world);
  const ended = (failed: string | null): Terminal => ({ output: session.output.join('\n'), failed });
  try {
    runAll(session, parseScript(script), (value) => {
      for (const line of show(value)) session.output.push(line);
    });
    return ended(null);
  } catch (error) {
    if ([Failure, ParseError, Stopped].some((each) => error instanceof each)) return ended((error as Error).message);
    throw error;
  }
}
