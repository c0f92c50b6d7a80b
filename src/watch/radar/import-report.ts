import type { Audit } from '../../audit/port-audit.ts';
import { newId } from '../../shared/ids.ts';
import type { Radar } from './port-radar.ts';
import type { RadarImport } from './radar-entry.ts';
import type { Report } from './read-report.ts';

export type Imported = { import: RadarImport; added: number; renewed: number };

/** Takes a report in as a whole. The same one again renews what is there and adds nothing. */
export async function importReport(
  repos: { radar: Pick<Radar, 'record'>; audit: Audit },
  { report, name, actorId, now }: { report: Report; name: string; actorId: string; now: Date },
): Promise<Imported> {
  const imported: RadarImport = {
    id: newId(),
    at: now,
    by: actorId,
    name: name.slice(0, 200),
    clients: report.clients.length,
    leftOut: report.leftOut.length,
  };
  const counts = await repos.radar.record(imported, report.clients);
  await repos.audit.append({
    type: 'radar-imported',
    actor: actorId,
    subject: 'settings',
    data: { importId: imported.id, clients: imported.clients, leftOut: imported.leftOut, ...counts },
  });
  return { import: imported, ...counts };
}
