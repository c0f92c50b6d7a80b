import type { Client, RadarCounts, RadarEntry, RadarImport } from './radar-entry.ts';

/** What the reports of the Exchange admin centre showed. */
export type Radar = {
  /**
   * Takes in a report: each client is kept under its address, new or renewed, all with this import. Addresses are lower case and each
   * comes once.
   */
  record(imported: RadarImport, clients: Client[]): Promise<{ added: number; renewed: number }>;
  latest(): Promise<RadarImport | undefined>;
  get(address: string): Promise<RadarEntry | undefined>;
  counts(): Promise<RadarCounts>;
  /**
   * Those of the latest report that stop or may stop and that no living sender has the address of: who surely stops first, then who
   * sends most, then by address.
   */
  page(from: { offset: number; limit: number }): Promise<RadarEntry[]>;
};
