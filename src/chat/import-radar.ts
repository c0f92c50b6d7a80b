import { importReport } from '../watch/radar/import-report.ts';
import { readReport } from '../watch/radar/read-report.ts';
import type { ChatDeps } from './deps.ts';
import type { RadarView } from './view-radar.ts';

type Taken = { ok: true; imported: NonNullable<RadarView['imported']>; clients: number } | { ok: false; why: string };

const linesNamed = 10;

/** Reads the text and takes it in, in one transaction; of what is refused nothing is kept. */
export async function importRadar(
  deps: Pick<ChatDeps, 'transact' | 'clock'>,
  { text, name, actorId }: { text: string; name: string; actorId: string },
): Promise<Taken> {
  const read = readReport(text);
  if (!read.ok) return read;
  const { report } = read;
  const { added, renewed } = await deps.transact((repos) =>
    importReport(repos, { report, name, actorId, now: deps.clock.now() }),
  );
  const { leftOut, saysAuth, clients } = report;
  return {
    ok: true,
    clients: clients.length,
    imported: { added, renewed, leftOutLines: leftOut.slice(0, linesNamed), saysAuth },
  };
}
