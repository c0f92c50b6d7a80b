import type { Clock } from '../../src/shared/clock.ts';
import type { SendpassError } from '../../src/shared/errors.ts';

export type Fault = {
  /** Name of a port's function. */
  call: string;
  /** 1 = the next such call. */
  nth?: number;
  times?: number;
  seen?: number;
  when: 'before' | 'after';
  fail: SendpassError | 'kill';
};

type Held = {
  clock: Clock & { at(): number };
  calls: { call: string; at: number }[];
  faults: Fault[];
  options: { latency: number };
};

/** One life of our process: after a kill none of its calls reach anything, and none of its transactions commit. */
export function twinProcess<Ports extends Record<string, object>>(
  { clock, calls, faults, options }: Held,
  ports: Ports,
) {
  const life = { dead: false };
  const die = (): never => {
    throw new Error('killed');
  };
  const wrap = <Port extends object>(port: Port): Port =>
    Object.fromEntries(
      Object.entries(port).map(([call, work]) => {
        if (typeof work !== 'function') return [call, work];
        if (call === 'endpoint' || call === 'audience' || call === 'tokenRequest') return [call, work];
        return [call, (...args: unknown[]) => once(call, () => (work as (...all: unknown[]) => unknown)(...args))];
      }),
    ) as Port;
  const once = async (call: string, work: () => unknown): Promise<unknown> => {
    if (life.dead) die();
    await clock.wait(options.latency);
    if (life.dead) die();
    calls.push({ call, at: clock.at() });
    // A call that is refused has no effect to lose the reply of: `after` counts those that succeed.
    const hit = (when: Fault['when']): void => {
      const due = faults.filter((each) => {
        if (each.call !== call || each.when !== when) return false;
        each.seen = (each.seen ?? 0) + 1;
        const nth = each.nth ?? 1;
        return each.seen >= nth && each.seen < nth + (each.times ?? 1);
      });
      const [fault] = due;
      if (!fault) return;
      if (fault.fail !== 'kill') throw fault.fail;
      life.dead = true;
      die();
    };
    hit('before');
    const answer = await work();
    hit('after');
    return answer;
  };
  return {
    life,
    die,
    ports: Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, wrap(port)])) as Ports,
  };
}
