import type { World } from '../../world.ts';
import { parseScript } from './parse.ts';
import { runAll } from './run.ts';
import { Failure, type Session } from './session.ts';
import { ParseError } from './syntax.ts';
import { show } from './values.ts';

export type Terminal = { output: string; failed: string | null };

/**
 * An Exchange administrator runs a script: what the terminal shows, up to the statement that fails. One that cannot be read has done nothing.
 */
export function runScript(world: World, script: string): Terminal {
  const preference: [string, unknown] = ['erroractionpreference', 'Continue'];
  const session: Session = { world, variables: new Map([preference]), output: [], connected: false };
  const ended = (failed: string | null): Terminal => ({ output: session.output.join('\n'), failed });
  try {
    runAll(session, parseScript(script), (value) => void session.output.push(...show(value)));
    return ended(null);
  } catch (error) {
    if (error instanceof Failure || error instanceof ParseError) return ended(error.message);
    throw error;
  }
}
