import type { Clock } from '../../src/shared/clock.ts';
import type { Finding, Probe } from '../../src/shared/port-probe.ts';

const toleratedMs = 2 * 60_000;

/** This machine's clock against the Date header of `url`. Tokens and their checks break when it is minutes off. */
export function clockProbe(url: string, clock: Clock): Probe {
  return { id: 'machine:clock', kind: 'setting', run: () => compare(url, clock) };
}

async function compare(url: string, clock: Clock): Promise<Finding> {
  const { host } = new URL(url);
  const reply = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(8_000) }).catch(() => undefined);
  await reply?.body?.cancel();
  const theirs = Date.parse(reply?.headers.get('date') ?? '');
  if (Number.isNaN(theirs)) return { status: 'unknown', why: `${host} did not tell its time` };
  const off = Math.abs(clock.now().getTime() - theirs);
  if (off > toleratedMs)
    return {
      status: 'missing',
      why: `${Math.round(off / 60_000)} minutes away from ${host}`,
      fix: 'timedatectl set-ntp true',
    };
  return { status: 'ok', why: `agrees with ${host} within ${Math.max(1, Math.ceil(off / 1000))} s` };
}
