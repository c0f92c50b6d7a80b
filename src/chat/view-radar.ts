import type { LikelyOwner } from '../watch/radar/likely-owner.ts';
import type { RadarCounts, RadarEntry } from '../watch/radar/radar-entry.ts';

export type RadarView = {
  view: 'radar';
  /** Null: none was imported yet. */
  report: { name: string; at: Date; by: string; clients: number; leftOut: number } | null;
  /** What this import changed; absent when the list was asked for. */
  imported?: { added: number; renewed: number; leftOutLines: number[]; saysAuth: boolean };
  stopsOn: Date;
  counts: RadarCounts;
  page: { no: number; of: number };
  rows: {
    address: string;
    auth: RadarEntry['auth'];
    messages: number;
    oldTls: boolean;
    firstSeenAt: Date;
    owner: { kind: LikelyOwner['kind']; name: string | null };
    relay: { title: string; problem: string | null } | null;
  }[];
};
