import type { BotOptions } from './bot.ts';
import type { SandboxProcess } from './sandbox.ts';
import type { Counts } from './scenario-world.ts';

/**
 * A job that is killed at the wire: who does what, and what must be there at the end. Everything else – recording it, killing the bot
 * at its events, starting it again, looking for second cards and secrets – is the same for all (chaos-run.ts, chaos-chain.ts).
 */
export type Story = {
  /** As `npm run chaos -- --story` takes it. */
  id: string;
  bot?: Pick<BotOptions, 'policy' | 'env'>;
  /**
   * What would hurt if it were done twice or half. The short run must kill at each one, and fails for one that is not named here; `npm run
   * chaos` covers it without being told.
   */
  writes: Write[];
  /** What people do that is killed at in the short run: `command`, or the action of a button. */
  deliveries: string[];
  /**
   * Kinds that the short run leaves to another story's, where the same code does the same at the same neighbour. `npm run chaos` leaves out
   * nothing.
   */
  elsewhere: string[];
  /** Until it works and is installed. */
  begin: Step[];
  /** Until nothing is left of it. */
  end: Step[];
  /** One of everything, and nothing else. After `end` there is nothing. */
  installed: Counts;
  /** Different test mails until then: one for each way that was proven. A repeated one is the same mail. */
  mails: number;
};

/** Neighbour, verb, a part of path and query, and of the body where paths are alike. */
export type Write = [kind: string, neighbour: string, method: string, path: RegExp, body?: RegExp];

/**
 * Done again and again until it gives true, by people who look at the chat first and do again what was not answered. A button that went away
 * between the look and the click is looked for again.
 */
export type Step = [what: string, look: (sandbox: SandboxProcess) => Promise<boolean>];
